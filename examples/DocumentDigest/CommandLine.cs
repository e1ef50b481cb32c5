using System.CommandLine;

namespace DocumentDigest;

/// <summary>Turns arguments into options, and explains what is wrong with them.</summary>
internal static class CommandLine
{
    public const int ExitFailed = 1;
    public const int ExitUsage = 2;

    private const int DefaultLength = 400;
    private const int ShortestLength = 20;

    /// <summary>Reads the arguments. Null when there is nothing to do; <paramref name="exitCode"/> then says why.</summary>
    public static DigestOptions? Read(string[] args, out int exitCode)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Text or Markdown files, or folders of them. Without any, the samples beside the program.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var length = new Option<int>("--length")
        {
            Description = $"The digest's greatest length in words, at least {ShortestLength}.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultLength,
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value;
                if (!int.TryParse(given, out int words) || words < ShortestLength)
                    result.AddError($"--length takes a number of words, at least {ShortestLength}, not '{given}'.");
                return words;
            },
        };
        var output = new Option<string?>("--output")
        {
            Description = "Write the digest to this file instead of the console.",
            HelpName = "FILE",
        };
        var root = new RootCommand("Writes a digest of documents: their key passages and terms, one by one and overall.")
        {
            paths, length, output,
        };
        paths.Validators.Add(result =>
        {
            foreach (string path in result.Tokens.Select(token => token.Value))
                if (path.StartsWith('-') && !Path.Exists(path))
                    result.AddError($"There is no option '{path}'.");
                else if (!Path.Exists(path))
                    result.AddError($"There is no file or folder '{path}' (looked for {Path.GetFullPath(path)}).");
        });

        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(error => error.Message).Distinct())
                Console.Error.WriteLine($"error: {message}");
            Console.Error.WriteLine("Try --help.");
            exitCode = ExitUsage;
            return null;
        }

        if (parsed.Action is not null)
        {
            // --help or --version.
            exitCode = parsed.Invoke();
            return null;
        }

        exitCode = 0;
        string[] given = parsed.GetValue(paths) ?? [];
        return new DigestOptions(given.Length > 0 ? given : [Samples], parsed.GetValue(length), parsed.GetValue(output));
    }

    private static string Samples => Path.Combine(AppContext.BaseDirectory, "samples");
}
