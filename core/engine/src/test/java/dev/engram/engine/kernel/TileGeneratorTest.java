package dev.engram.engine.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileGeneratorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ChunkTiles.java",
                "OffsetTiles.java",
                "PanelTiles.java",
                "VectorTiles.java",
                "doubles/DoubleTiles.java"
            })
    void theCheckedInFileIsTheOutputOfTheGenerator(String file) throws IOException {
        String checkedIn = Files.readString(TileGenerator.FOLDER.resolve(file)).replace("\r\n", "\n");
        assertEquals(TileGenerator.files().get(file), checkedIn, "run TileGenerator after a change");
    }
}
