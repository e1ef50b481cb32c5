using System.CommandLine;
using Flujo.Lens.Terminal;
using Flujo.Lens.Verbs;
using Flujo.Reading;

namespace Flujo.Lens;

/// <summary>One session: a command line in, text and an exit code out. The only place where errors become exit codes.</summary>
internal static class LensApp
{
    private const int LongestError = 2000;
    private const int LongestName = 60;

    public static int Run(IReadOnlyList<string> args, LensContext context)
    {
        int exitCode = RunUnflushed(args, context);
        context.Out.Flush();
        context.Error.Flush();
        return exitCode;
    }

    private static int RunUnflushed(IReadOnlyList<string> args, LensContext context)
    {
        try
        {
            // Response files stay off: an id that begins with @ is an id.
            var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
            if (Completion.TryWrite(args, context, configuration))
            {
                return ExitCodes.Ok;
            }

            ParseResult parsed = LensCommand.CreateRoot(context).Parse(args, configuration);
            if (parsed.Errors.Count > 0)
            {
                return Misused(parsed, context);
            }

            return parsed.Invoke(new InvocationConfiguration
            {
                Output = context.Out,
                Error = context.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (LensException error)
        {
            Report(context, error);
            return error.ExitCode;
        }
        catch (OperationCanceledException) when (context.Cancelled.IsCancellationRequested)
        {
            return ExitCodes.Cancelled;
        }
        catch (Exception error)
        {
            // A defect of lens itself. Its stack would help nobody at a terminal, and its message might.
            Report(context, new LensException(
                $"lens failed: {SafeText.Line(error.Message, LongestError)} ({error.GetType().Name})",
                "try again, perhaps with --timeout SECONDS",
                "check the store: sqlite3 FILE 'PRAGMA integrity_check'"));
            return ExitCodes.Failed;
        }
    }

    private static int Misused(ParseResult parsed, LensContext context)
    {
        Command command = parsed.CommandResult.Command;
        string path = string.Join(' ', PathOf(command).Reverse());
        if (command.Subcommands.Count > 0)
        {
            string? unknown = parsed.UnmatchedTokens.FirstOrDefault();
            Report(context, new UsageException(
                unknown is null ? $"{path} needs a verb" : $"{path} does not know '{SafeText.Line(unknown, LongestError)}'",
                $"its verbs are {string.Join(", ", command.Subcommands.Select(verb => verb.Name))}",
                $"{path} --help"));
            return ExitCodes.Usage;
        }

        string message = string.Join("; ", parsed.Errors.Select(error => SafeText.Line(error.Message, LongestError)).Distinct());
        Report(context, new UsageException(message, $"{path} --help"));
        return ExitCodes.Usage;
    }

    private static IEnumerable<string> PathOf(Command command)
    {
        for (Command? each = command; each is not null; each = each.Parents.OfType<Command>().FirstOrDefault())
        {
            yield return each.Name;
        }
    }

    private static void Report(LensContext context, LensException error)
    {
        context.Error.WriteLine($"error: {error.Message}");
        if (error is AmbiguousIdException ambiguous)
        {
            WriteCandidates(context, ambiguous.Match);
        }

        foreach (string hint in error.Hints)
        {
            context.Error.WriteLine($"  try: {hint}");
        }
    }

    /// <summary>Whole ids, because any part of them may be what tells them apart.</summary>
    private static void WriteCandidates(LensContext context, RunMatch match)
    {
        foreach (RunSummary run in match.Candidates)
        {
            context.Error.WriteLine(
                $"  {SafeText.Line(run.RunId)}  {run.Status.Word(),-11}  {Words.Short(run.StartTime)}  " +
                SafeText.Line(run.PipelineName, LongestName));
        }

        if (match.HasMore)
        {
            context.Error.WriteLine("  … and more");
        }
    }
}
