package dev.engram.app.distribution.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.BrowserTab;
import dev.engram.app.distribution.Chromium;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sorts, hides and saves parts of the page that {@code engram report} writes, in a browser. */
@Timeout(300)
@Tag("browser")
class ReportInteractionIT extends ReportPage {
    /** Saves, sorts and hides, in this order, so that one browser answers several tests. */
    private static final String ACTIONS = INSPECT + """
        const png = (c) => image(c, 'PNG');
        look('png', charts.every((c) => png(c).startsWith('data:image/png') && png(c).length > 5000));
        look('svg', charts.every((c) => decodeURIComponent(image(c, 'SVG')).includes('<path')));
        const source = (url) => decodeURIComponent(url.slice(url.indexOf(',') + 1));
        const texts = (c) => [...new DOMParser().parseFromString(source(image(c, 'SVG')), 'image/svg+xml')
            .querySelectorAll('text')].map((t) => t.textContent);
        look('titled', charts.every((c) => texts(c).includes(c.full) && texts(c).includes('two rules')));
        const named = (a) => a.every((x) => x.name !== '' || x.show === false);
        look('axes', charts.every((c) => named(c.made.getOption().xAxis) && named(c.made.getOption().yAxis)));
        look('full', charts[0].full);

        const heading = [...document.querySelectorAll('#side-by-side th')].find((h) => h.textContent === 'loss');
        const column = [...heading.parentNode.children].indexOf(heading);
        const values = () => [...heading.closest('table').querySelectorAll('tbody tr')]
            .map((r) => parseFloat(r.children[column].textContent));
        const ordered = (v, sign) => v.every((x, i) => i === 0 || sign * x >= sign * v[i - 1]);
        heading.querySelector('button').click();
        look('up', ordered(values(), 1) + ' ' + heading.getAttribute('aria-sort'));
        heading.querySelector('button').click();
        look('down', ordered(values(), -1) + ' ' + heading.getAttribute('aria-sort') + ' ' + values().length);

        const drawn = (k) => charts[k].made.getModel().getSeries()
            .filter((s) => s.name === 'slow' && s.subType === 'line')
          .filter((s) => !charts[k].made.getModel().isSeriesFiltered(s)).length;
        const shapes = charts[0].box.querySelectorAll('path').length;
        look('before', drawn(0) + ' ' + drawn(1));
        const entry = [...charts[0].box.querySelectorAll('text')].find((t) => t.textContent === 'slow');
        entry.scrollIntoView();
        const at = entry.getBoundingClientRect();
        const target = charts[0].box.querySelector('svg').parentNode;
        for (const type of ['mousemove', 'mousedown', 'mouseup', 'click']) {
          const middle = {clientX: at.x + at.width / 2, clientY: at.y + at.height / 2};
          target.dispatchEvent(new MouseEvent(type, {...middle, bubbles: true, view: window}));
        }
        look('after', drawn(0) + ' ' + drawn(1));
        look('fewer', charts[0].box.querySelectorAll('path').length < shapes);
        const ends = (starts) => (({min, max}) => min + ' to ' + max)(heights(true, [1e138, 20, 1e-3], starts).axis);
        look('window', ends([20, 10, 30]) + ', ' + ends([]));
        """;

    private static Chromium.PageResult done;

    @BeforeAll
    static void forgetPage() {
        done = null;
    }

    private Chromium.PageResult done() throws Exception {
        if (done == null) {
            done = Chromium.open(reportOfRules(), ACTIONS, 1200, false, folder);
        }
        return done;
    }

    @Test
    void clicksOnAHeadingSortInBothDirections() throws Exception {
        assertEquals("true ascending", attribute(done(), "up"));
        assertEquals("true descending 4", attribute(done(), "down"));
    }

    /** From a loss of 20, a line that diverges to 1e138 leaves the chart at the top. */
    @Test
    void aCurveThatDivergesDoesNotHideTheOthers() throws Exception {
        assertEquals("-3 to 8, 114 to 138", attribute(done(), "window"));
    }

    @Test
    void aClickInTheLegendHidesACurveInAllCharts() throws Exception {
        assertEquals("1 1", attribute(done(), "before"));
        assertEquals("0 0", attribute(done(), "after"));
        assertEquals("true", attribute(done(), "fewer"));
    }

    @Test
    void everyChartCanBeSavedAsAnImageWithTitleAndAxisLabels() throws Exception {
        assertEquals(List.of(), done().console());
        assertEquals("true", attribute(done(), "png"));
        assertEquals("true", attribute(done(), "svg"));
        assertEquals("true", attribute(done(), "titled"));
        assertEquals("true", attribute(done(), "axes"));
        assertEquals("Learning curves: validation accuracy", attribute(done(), "full"));
    }

    @Test
    void aClickOnItsButtonsSavesAChart() throws Exception {
        Path saved = Files.createDirectory(folder.resolve("saved"));
        try (BrowserTab browserTab =
                BrowserTab.open(reportOfRules().toUri().toString(), Files.createDirectory(folder.resolve("browser")))) {
            browserTab.call("Page.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", saved.toString()));
            for (String kind : List.of("PNG", "SVG")) {
                browserTab.click(
                        "[...document.querySelectorAll('#curves .save button')].find((b) => b.textContent === '" + kind
                                + "')");
                Path file = saved.resolve("two-rules-curves-validation-accuracy." + kind.toLowerCase(Locale.ROOT));
                while (!Files.exists(file) || Files.size(file) == 0) {
                    browserTab.eval("new Promise(requestAnimationFrame)");
                }
                byte[] bytes = Files.readAllBytes(file);
                assertTrue(
                        new String(bytes, StandardCharsets.ISO_8859_1)
                                .startsWith(kind.equals("PNG") ? "\u0089PNG" : "<svg"),
                        file + " is something else");
            }
            assertEquals(List.of(), browserTab.errors());
        }
    }
}
