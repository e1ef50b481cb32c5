namespace Flujo.Analyzers.Tests.Coverage;

/// <summary>One place in a compiled program that refers to a method.</summary>
/// <param name="Method">The method, as Type.Name.</param>
/// <param name="File">The source file of the statement.</param>
/// <param name="FirstLine">The statement's first line, 1-based.</param>
/// <param name="LastLine">Its last one.</param>
internal sealed record IlUse(string Method, string File, int FirstLine, int LastLine)
{
    /// <summary>What `using` disposes of is called where its block ends, and said where it begins.</summary>
    public bool IsAt(string file, int line) => file == File && line <= LastLine && (line >= FirstLine || Method.Contains(".Dispose", StringComparison.Ordinal));

    public override string ToString() => $"{Path.GetFileName(File)}({FirstLine}-{LastLine}): {Method}";
}
