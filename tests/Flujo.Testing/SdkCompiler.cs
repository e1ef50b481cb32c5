using System.Diagnostics;

namespace Flujo.Testing;

/// <summary>
/// The compiler of the installed SDK, started as a program: it is newer than the Roslyn that generator and tests are built
/// with, and it is the one that users have.
/// </summary>
public static class SdkCompiler
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Compiles a library of one file, Program.cs.</summary>
    /// <param name="source">The file.</param>
    /// <param name="generator">The path of a generator's assembly, or null to compile without.</param>
    /// <returns>The image.</returns>
    /// <exception cref="VerificationException">It does not compile without warnings.</exception>
    public static async Task<byte[]> CompileAsync(string source, string? generator)
    {
        using var folder = new TemporaryFolder();
        string program = Path.Combine(folder.Path, "Program.cs");
        string image = Path.Combine(folder.Path, "Program.dll");
        string response = Path.Combine(folder.Path, "arguments.rsp");
        await File.WriteAllTextAsync(program, source);
        IEnumerable<string> arguments =
        [
            "-noconfig", "-nostdlib", "-nologo", "-target:library", "-optimize", "-unsafe", "-nullable:enable", "-warnaserror", "-deterministic",
            "-features:InterceptorsNamespaces=Flujo.Generated",
            $"-out:\"{image}\"",
            .. References.Framework.Add(References.Runtime).Select(reference => $"-reference:\"{reference.Display}\""),
            .. generator is null ? [] : new[] { $"-analyzer:\"{generator}\"" },
            $"\"{program}\"",
        ];
        await File.WriteAllLinesAsync(response, arguments);

        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        start.ArgumentList.Add(Find());
        start.ArgumentList.Add("@" + response);
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        string output = await process.StandardOutput.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode == 0
            ? await File.ReadAllBytesAsync(image, patience.Token)
            : throw new VerificationException("The SDK's compiler says:\n" + output);
    }

    /// <summary>The newest SDK beside the running framework.</summary>
    private static string Find()
    {
        string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        return Directory.GetDirectories(Path.Combine(root, "sdk"))
            .Where(sdk => Version.TryParse(Path.GetFileName(sdk), out _))
            .OrderByDescending(sdk => Version.Parse(Path.GetFileName(sdk)))
            .Select(sdk => Path.Combine(sdk, "Roslyn", "bincore", "csc.dll"))
            .First(File.Exists);
    }
}
