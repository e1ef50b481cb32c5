using Flujo.Lens.Terminal;
using Flujo.Reading;

namespace Flujo.Lens.Store;

/// <summary>The errors of looking for a run.</summary>
internal static class RunErrors
{
    private const int LongestEcho = 100;

    public static LensException NotFound(string id, string path) => new(
        $"no run in {SafeText.Line(path)} has an id that contains '{Echo(id)}'",
        "flujo lens list                shows the newest runs",
        "flujo lens get PART            takes any part of an id",
        "flujo lens show last           takes the newest run",
        "--db PATH                      looks into another store");

    public static LensException Ambiguous(string id, string path, RunMatch match) => new AmbiguousIdException(
        $"'{Echo(id)}' may be one of several runs in {SafeText.Line(path)}",
        match,
        "give more of the id, from its beginning or from anywhere in it",
        "flujo lens show last           takes the newest run");

    public static LensException Running(string runId, string path) => new(
        $"run {SafeText.Line(runId)} in {SafeText.Line(path)} is running, or was deleted by somebody else; running runs are not deleted",
        $"flujo lens show {SafeText.Line(runId)}   says which process it runs in",
        "end that process: a run whose process is gone is interrupted, and can be deleted");

    private static string Echo(string id) => SafeText.Line(id, LongestEcho);
}
