package org.mailstead.server.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** All Java source of all modules, parsed by the compiler of this JDK. */
final class SourceTree {
    /** The repository; tests run in their module's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /**
     * @param module the name of the top folder
     * @param main whether it belongs to the program; else to the tests
     */
    record Source(String module, boolean main, Path path, String text, CompilationUnitTree tree, Trees trees) {
        String name() {
            return ROOT.relativize(path).toString();
        }

        String fileName() {
            return path.getFileName().toString();
        }

        long line(long position) {
            return tree.getLineMap().getLineNumber(position);
        }
    }

    private SourceTree() {}

    static List<String> modules() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Source> read() {
        var sources = new ArrayList<Source>();
        for (String module : modules()) {
            sources.addAll(read(module, true));
            sources.addAll(read(module, false));
        }
        return sources;
    }

    private static List<Source> read(String module, boolean main) {
        List<Path> files = javaFiles(ROOT.resolve(module).resolve(main ? "src/main/java" : "src/test/java"));
        if (files.isEmpty()) return List.of();
        var compiler = ToolProvider.getSystemJavaCompiler();
        var sources = new ArrayList<Source>();
        try (var manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(files);
            var task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, units);
            var trees = Trees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                Path path = Path.of(unit.getSourceFile().toUri());
                sources.add(new Source(module, main, path, Files.readString(path), unit, trees));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    private static List<Path> javaFiles(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
