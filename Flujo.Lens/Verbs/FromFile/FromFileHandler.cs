using System.Text.Json;
using Flujo.Lens.Terminal;
using Flujo.Lens.Verbs.Trace;

namespace Flujo.Lens.Verbs.FromFile;

/// <summary>Shows a run from a document. No store is opened.</summary>
internal static class FromFileHandler
{
    private const string StandardInput = "-";

    public static int Run(LensContext context, TraceOptions options)
    {
        string path = options.Id;
        try
        {
            return TraceHandler.Show(context, options, Read(context, path));
        }
        catch (FileNotFoundException)
        {
            throw Missing(path);
        }
        catch (DirectoryNotFoundException)
        {
            throw Missing(path);
        }
        catch (Exception error) when (error is UnauthorizedAccessException or IOException or ArgumentException)
        {
            throw new LensException(
                $"{Name(path)} cannot be read: {SafeText.Line(error.Message)}",
                "check that it is a file, and its permissions",
                "read from a pipe instead: flujo lens from-file -");
        }
        catch (JsonException error)
        {
            throw NotARun(path, error.Message);
        }
        catch (FormatException error)
        {
            throw NotARun(path, error.Message);
        }
    }

    private static TraceView Read(LensContext context, string path)
    {
        using Stream stream = path == StandardInput ? context.OpenInput() : File.OpenRead(path);
        using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = int.MaxValue });
        try
        {
            return TraceDocument.Read(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            throw new FormatException("a text in it is half a surrogate pair"); // what the library says of it, in better words
        }
    }

    private static LensException Missing(string path) => new(
        $"there is no file {Name(path)}",
        "write one: flujo lens export ID --format json > run.json",
        "read from a pipe instead: flujo lens from-file -");

    private static LensException NotARun(string path, string why) => new(
        $"{Name(path)} does not hold a run: {SafeText.Line(why)}",
        "write one: flujo lens export ID --format json > run.json",
        "what flujo lens trace ID --json writes is good as well");

    private static string Name(string path) => path == StandardInput ? "standard input" : SafeText.Line(path.Length == 0 ? "''" : Path.GetFullPath(path));
}
