using Flujo.Lens.Terminal;
using Flujo.Lens.Tests.Support;

namespace Flujo.Lens.Tests.Verbs;

public sealed class CompletionTests
{
    [Theory]
    [InlineData("flujo lens sta", "stats status")]
    [InlineData("flujo lens prune --max", "--max-size")]
    [InlineData("flujo le", "lens")]
    [InlineData("flujo lens list --status c", "cancelled completed")]
    [InlineData("flujo lens show --fi", "--final-output")]
    public void Shell_IsToldWhatFits(string line, string expected)
    {
        var output = new StringWriter { NewLine = "\n" };

        int exitCode = LensApp.Run([$"[suggest:{line.Length}]", line], new LensContext { Out = output, Error = TextWriter.Null });

        Assert.Equal((0, expected), (exitCode, string.Join(' ', output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal))));
    }

    /// <summary>The lines of docs/lens.md, in a real bash.</summary>
    [Theory]
    [InlineData("flujo lens sta", "stats status")]
    [InlineData("flujo lens list --status f", "failed")]
    [InlineData("flujo l", "lens")]
    [InlineData("flujo lens tra", "trace")]
    [InlineData("flujo lens trace --prom", "--prompt-preview-len")]
    public async Task Bash_CompletesAfterWhatTheDocumentSays(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash");
        string document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "lens.md"));
        string setup = document.Split("```bash\n")[1].Split("```")[0];
        string[] words = line.Split(' ');
        string script =
            $$"""
            flujo() ( exec '{{Tool.Executable}}' "$@" )
            {{setup}}
            COMP_LINE='{{line}}'; COMP_POINT={{line.Length}}; COMP_WORDS=({{line}}); COMP_CWORD={{words.Length - 1}}
            $(complete -p flujo | sed 's/.*-F \([^ ]*\).*/\1/') flujo '{{words[^1]}}' '{{words[^2]}}'
            echo "${COMPREPLY[@]}"
            """;

        Session session = await Tool.RunProgramAsync("/bin/bash", ["-c", script.Replace("\r", "", StringComparison.Ordinal)], "");

        Assert.Equal(("", expected), (session.Error, string.Join(' ', session.Output.Trim().Split(' ').Order(StringComparer.Ordinal))));
    }
}
