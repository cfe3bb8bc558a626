package io.github.celu.figures;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.ViewBox;

/**
 * Charts of one size in rows, drawn as SVG; the PNG is a rendering of that SVG. Both come out the same, byte for byte, when
 * they are made again: two decimals hide what the last bit of a coordinate is, and the font is our own.
 */
record Picture(String name, int panelWidth, int panelHeight, List<List<JFreeChart>> rows) {
    private static final int PNG_SCALE = 2;

    /** Arial and Helvetica have the widths of Liberation Sans, so the text fits where the latter is not installed. */
    private static final String FONTS = Style.FONT.getFamily() + ", Arial, Helvetica, sans-serif";

    Picture {
        // Not by its file but by its name does the SVG ask for the font.
        GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(Style.FONT);
    }

    int width() {
        return panelWidth * rows.get(0).size();
    }

    int height() {
        return panelHeight * rows.size();
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        String svg = svg();
        Files.writeString(folder.resolve(name + ".svg"), svg);
        if (!ImageIO.write(png(svg), "png", folder.resolve(name + ".png").toFile())) {
            throw new IOException("this Java cannot write PNG");
        }
    }

    String svg() {
        SVGGraphics2D graphics = new SVGGraphics2D(width(), height());
        graphics.setDefsKeyPrefix(name + "-");
        graphics.setGeomDoubleConverter(Picture::twoDecimals);
        graphics.setTransformDoubleConverter(Picture::twoDecimals);
        graphics.setFontFunction(family -> FONTS);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width(), height());
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                rows.get(row)
                        .get(column)
                        .draw(
                                graphics,
                                new Rectangle2D.Double(
                                        column * panelWidth, row * panelHeight, panelWidth, panelHeight));
            }
        }
        return graphics.getSVGElement(null, true, new ViewBox(0, 0, width(), height()), null, null) + "\n";
    }

    BufferedImage png(String svg) {
        SVGDocument document = new SVGLoader()
                .load(
                        new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                        null,
                        LoaderContext.createDefault());
        BufferedImage image = new BufferedImage(PNG_SCALE * width(), PNG_SCALE * height(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        document.render(null, graphics, new com.github.weisj.jsvg.view.ViewBox(image.getWidth(), image.getHeight()));
        graphics.dispose();
        return image;
    }

    private static String twoDecimals(double d) {
        return BigDecimal.valueOf(d)
                .setScale(2, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString();
    }
}
