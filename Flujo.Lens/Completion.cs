using System.CommandLine;
using System.CommandLine.Completions;
using System.Globalization;
using Flujo.Lens.Terminal;
using Flujo.Lens.Verbs;

namespace Flujo.Lens;

/// <summary>
/// Answers shells. The shim of dotnet-suggest calls the tool with <c>[suggest:POSITION]</c> and the command line as it stands; the library answers that only
/// for a root command, which would be named after the tool's file.
/// </summary>
internal static class Completion
{
    private const string Begin = "[suggest";
    private const string End = "]";

    /// <returns>Whether it was a shell that asked.</returns>
    public static bool TryWrite(IReadOnlyList<string> args, LensContext context, ParserConfiguration configuration)
    {
        if (args.Count == 0 || !args[0].StartsWith(Begin, StringComparison.Ordinal) || !args[0].EndsWith(End, StringComparison.Ordinal))
        {
            return false;
        }

        string line = args.Count > 1 ? args[1] : "";
        string number = args[0][Begin.Length..^End.Length].TrimStart(':');
        int position = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? Math.Min(given, line.Length) : line.Length;
        foreach (CompletionItem item in LensCommand.CreateRoot(context).Parse(line, configuration).GetCompletions(position))
        {
            context.Out.Write(item.InsertText ?? item.Label);
            context.Out.Write('\n');
        }

        return true;
    }
}
