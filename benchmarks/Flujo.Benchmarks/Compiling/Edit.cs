namespace Flujo.Benchmarks.Compiling;

/// <summary>What somebody types into one file, again and again, each time something else.</summary>
/// <param name="What">Says it.</param>
/// <param name="Path">The file.</param>
/// <param name="Text">The whole file after the edit with a number.</param>
internal sealed record Edit(string What, string Path, Func<int, string> Text)
{
    /// <summary>The edits that are measured, in a file in the middle of the project, which declares steps.</summary>
    public static Edit[] Of(SyntheticSolution solution)
    {
        int middle = solution.Files / 8 * 4;
        string path = SyntheticSolution.PathOf(middle);
        return
        [
            new("a file without steps", SyntheticSolution.Plain, static number => SyntheticSolution.PlainText.Replace("0", $"{number}", StringComparison.Ordinal)),
            new("the body of a step", path, number => solution.Write(middle, body: number)),
            new("a call of a step", path, number => solution.Write(middle, argument: number)),
            new("a step's name", path, number => solution.Write(middle, name: number)),
            new("a new declaration", path, number => solution.Write(middle, declaration: number)),
        ];
    }
}
