using System.CommandLine;
using System.Text;
using System.Text.RegularExpressions;
using Flujo.Lens.Terminal;
using Flujo.Lens.Tests.Support;
using Flujo.Lens.Verbs;

namespace Flujo.Lens.Tests.Docs;

/// <summary>The option tables of docs/lens.md are made from the commands. FLUJO_ACCEPT=1 writes them anew; where CI=true that is refused.</summary>
public sealed partial class OptionTableTests
{
    [Fact]
    public void Tables_SayWhatTheCommandsSay()
    {
        string path = Path.Combine(Repository.Root, "docs", "lens.md");
        string document = File.ReadAllText(path);
        string expected = Part().Replace(document, match => $"<!-- options: {match.Groups["verb"].Value} -->\n{TableOf(match.Groups["verb"].Value)}<!-- end -->");
        if (Environment.GetEnvironmentVariable("FLUJO_ACCEPT") == "1" && Environment.GetEnvironmentVariable("CI") != "true")
        {
            File.WriteAllText(path, expected);
            return;
        }

        Assert.Equal(expected, document);
    }

    [Fact]
    public void EveryVerb_HasItsTable()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "lens.md"));

        Assert.All(Lens().Subcommands, verb => Assert.Contains($"<!-- options: {verb.Name} -->", document, StringComparison.Ordinal));
    }

    private static string TableOf(string verb)
    {
        Command command = verb == "lens" ? Lens() : Lens().Subcommands.Single(each => each.Name == verb);
        var table = new StringBuilder();
        foreach (Argument argument in command.Arguments)
        {
            table.Append($"| `{argument.Name}` | {Cell(argument.Description)} |\n");
        }

        foreach (Option option in command.Options)
        {
            string value = option.HelpName is null ? "" : " " + option.HelpName;
            string names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Prepend(option.Name).Select(name => $"`{name}{value}`"));
            table.Append($"| {names} | {Cell(option.Description)} |\n");
        }

        return table.Length == 0 ? "No options of its own.\n" : "| option | meaning |\n|---|---|\n" + table;
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);

    internal static Command Lens() => LensCommand.CreateRoot(new LensContext { Out = TextWriter.Null, Error = TextWriter.Null }).Subcommands.Single();

    [GeneratedRegex("<!-- options: (?<verb>[a-z-]+) -->\n.*?<!-- end -->", RegexOptions.Singleline)]
    private static partial Regex Part();
}
