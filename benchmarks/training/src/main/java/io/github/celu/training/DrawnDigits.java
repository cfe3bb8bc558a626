package io.github.celu.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Digits drawn with a pen of varying width: each is a few strokes through points, which are moved at random and then
 * turned, stretched, slanted and shifted together. For those who have no data at hand.
 */
final class DrawnDigits {
    static final Shape IMAGE = new Shape(28, 28, 1);

    private static final int SIDE = IMAGE.height();
    private static final int STEPS = 5;

    /** The strokes of each digit: points x,y in percent of a square, y downwards, which a smooth curve goes through. */
    private static final String[] STROKES = {
        "50,8 28,20 22,50 28,80 50,92 72,80 78,50 72,20 50,8",
        "32,28 52,10; 52,10 50,92",
        "24,32 34,14 58,10 74,28 60,52 24,90; 24,90 80,90",
        "25,18 50,9 72,26 60,43 42,47; 42,47 68,52 77,71 60,88 40,91 23,81",
        "60,9 20,62; 20,62 82,62; 63,36 62,92",
        "74,10 32,10; 32,10 28,45; 28,45 52,40 75,58 70,80 48,91 25,84",
        "68,9 42,28 27,60 34,86 52,92 72,82 72,62 52,52 30,66",
        "22,12 78,12; 78,12 56,46 42,92",
        "50,48 31,35 32,16 50,8 68,16 69,33 50,48 28,63 27,82 50,92 73,82 73,62 50,48",
        "72,30 60,12 40,10 27,26 33,45 52,50 68,42 72,30; 72,30 71,60 60,92"
    };

    private final Random random;

    DrawnDigits(long seed) {
        random = new Random(seed);
    }

    /** Draws the given number of digits; the next call goes on with others. */
    Dataset draw(int images) {
        byte[] pixels = new byte[Math.multiplyExact(images, IMAGE.size())];
        byte[] labels = new byte[images];
        for (int i = 0; i < images; i++) {
            labels[i] = (byte) random.nextInt(10);
            draw(labels[i], pixels, i * IMAGE.size());
        }
        return new Dataset("digits drawn by this program", IMAGE, pixels, labels);
    }

    private void draw(int digit, byte[] pixels, int start) {
        double angle = spread(0.25);
        double slant = spread(0.25);
        double width = SIDE * (0.68 + spread(0.16));
        double height = SIDE * (0.72 + spread(0.12));
        double shiftX = SIDE * (0.5 + spread(0.07));
        double shiftY = SIDE * (0.5 + spread(0.07));
        double radius = 1.3 + spread(0.7);
        double ink = 215 + spread(40);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        List<double[]> segments = new ArrayList<>();
        for (String stroke : STROKES[digit].split(";")) {
            String[] words = stroke.trim().split(" ");
            double[][] points = new double[words.length][];
            for (int i = 0; i < words.length; i++) {
                String[] xy = words[i].split(",");
                double y = (Integer.parseInt(xy[1]) / 100.0 - 0.5 + spread(0.04)) * height;
                double x = (Integer.parseInt(xy[0]) / 100.0 - 0.5 + spread(0.04)) * width - slant * y;
                points[i] = new double[] {x * cos - y * sin + shiftX, x * sin + y * cos + shiftY};
            }
            addCurve(points, segments);
        }
        double[] nearest = new double[IMAGE.size()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        for (double[] segment : segments) {
            approach(segment, radius + 1, nearest);
        }
        for (int i = 0; i < nearest.length; i++) {
            double cover = Math.max(0, Math.min(1, radius + 0.5 - Math.sqrt(nearest[i])));
            pixels[start + i] = (byte) Math.round(ink * cover);
        }
    }

    private double spread(double largest) {
        return largest * (2 * random.nextDouble() - 1);
    }

    /** Adds the short lines of a Catmull-Rom spline through the points; two points make a straight line. */
    private static void addCurve(double[][] points, List<double[]> segments) {
        int last = points.length - 1;
        double[] from = points[0];
        for (int i = 0; i < last; i++) {
            double[] before = points[Math.max(0, i - 1)];
            double[] after = points[Math.min(last, i + 2)];
            for (int s = 1; s <= STEPS; s++) {
                double t = (double) s / STEPS;
                double[] to = new double[2];
                for (int d = 0; d < 2; d++) {
                    double p0 = points[i][d];
                    double p1 = points[i + 1][d];
                    double slope0 = (p1 - before[d]) / 2;
                    double slope1 = (after[d] - p0) / 2;
                    double bend = slope0 + slope1 - 2 * (p1 - p0);
                    to[d] = p0 + t * (slope0 + t * (p1 - p0 - slope0 - bend + t * bend));
                }
                segments.add(new double[] {from[0], from[1], to[0], to[1]});
                from = to;
            }
        }
    }

    /** Lowers the squared distances of all pixels within reach of a line. */
    private static void approach(double[] line, double reach, double[] nearest) {
        double dx = line[2] - line[0];
        double dy = line[3] - line[1];
        double length = dx * dx + dy * dy;
        int top = pixel(Math.min(line[1], line[3]) - reach);
        int bottom = pixel(Math.max(line[1], line[3]) + reach);
        int left = pixel(Math.min(line[0], line[2]) - reach);
        int right = pixel(Math.max(line[0], line[2]) + reach);
        for (int i = top; i <= bottom; i++) {
            for (int j = left; j <= right; j++) {
                double x = j + 0.5 - line[0];
                double y = i + 0.5 - line[1];
                double t = length == 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / length));
                double ex = x - t * dx;
                double ey = y - t * dy;
                int at = i * SIDE + j;
                nearest[at] = Math.min(nearest[at], ex * ex + ey * ey);
            }
        }
    }

    private static int pixel(double position) {
        return Math.max(0, Math.min(SIDE - 1, (int) position));
    }
}
