using System.Diagnostics;
using System.Text;

namespace Flujo.Lens.Tests.Support;

/// <summary>The built tool on a pseudo-terminal, which <c>script</c> makes: stdin, stdout and stderr are one terminal.</summary>
internal sealed class RealTerminal : IDisposable
{
    private const string Script = "/usr/bin/script";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly char[] _buffer = new char[4096];

    private RealTerminal(string command, IReadOnlyDictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo(Script, ["-qefc", command, "/dev/null"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        foreach (string name in (ReadOnlySpan<string>)["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS", "PAGER", "LESS", "FLUJO_LENS_TIMEOUT"])
        {
            start.Environment.Remove(name);
        }

        start.Environment["TERM"] = "xterm";
        foreach ((string name, string? value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
    }

    public static bool IsThere => OperatingSystem.IsLinux() && File.Exists(Script);

    /// <summary>Runs a shell's command line in which <c>flujo</c> is the tool, to its end. Output has plain newlines.</summary>
    public static async Task<Session> RunAsync(string command, params (string Name, string? Value)[] variables)
    {
        using RealTerminal terminal = Start(command, variables);
        return await terminal.EndAsync();
    }

    public static RealTerminal Start(string command, params (string Name, string? Value)[] variables) => new(
        command.Replace("flujo ", $"'{Tool.Executable}' ", StringComparison.Ordinal),
        variables.ToDictionary(static each => each.Name, static each => each.Value));

    /// <summary>Waits until a text has been written.</summary>
    public async Task WaitForAsync(string text)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!_output.ToString().Contains(text, StringComparison.Ordinal))
        {
            if (!await ReadAsync(limit.Token))
            {
                throw new InvalidOperationException($"It ended without '{text}': {_output}");
            }
        }
    }

    /// <summary>What the keyboard sends.</summary>
    public void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    public async Task<Session> EndAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await ReadAsync(limit.Token))
        {
        }

        await _process.WaitForExitAsync(limit.Token);
        // What the .NET console says to every terminal at its start and end.
        string text = _output.ToString().Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\u001b[?1h\u001b=", "", StringComparison.Ordinal)
            .Replace("\u001b[?1l\u001b>", "", StringComparison.Ordinal);
        return new Session(_process.ExitCode, text, "");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private async Task<bool> ReadAsync(CancellationToken stop)
    {
        int read = await _process.StandardOutput.ReadAsync(_buffer, stop);
        _output.Append(_buffer, 0, read);
        return read > 0;
    }
}
