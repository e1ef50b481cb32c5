using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>A real process of Flujo.CrashChild. Killed when the test is over, whatever happens.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly Thread _stdoutReader;
    private readonly Thread _stderrReader;
    private string _stderr = "";

    private ChildProcess(Process process)
    {
        _process = process;
        // Threads of their own: the pool's may all be waiting in tests for what the child says.
        _stdoutReader = new Thread(ReadLines) { IsBackground = true };
        _stderrReader = new Thread(() => _stderr = process.StandardError.ReadToEnd()) { IsBackground = true };
        _stdoutReader.Start();
        _stderrReader.Start();
    }

    /// <param name="store">The child's store.</param>
    /// <param name="arguments">What it is to do.</param>
    /// <param name="before">A program that may stand before ours, such as <c>setpriv</c> with its arguments.</param>
    /// <param name="program">Another program that lies beside the tests.</param>
    public static ChildProcess Start(
        string store, ReadOnlySpan<string> arguments, ReadOnlySpan<string> before = default, string program = "Flujo.CrashChild.dll")
    {
        string dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        string[] command = [.. before, dotnet, "exec", Path.Combine(AppContext.BaseDirectory, program), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            Environment =
            {
                ["FLUJO_STATE_URI"] = store,
                ["DOTNET_TieredPGO"] = "0",
                ["DOTNET_DbgEnableMiniDump"] = "0",
                ["DOTNET_EnableDiagnostics"] = "0", // its sockets in the temporary folder outlive a kill
            },
        };
        start.Environment.Remove("FLUJO_DISABLE_TRACING");
        return new ChildProcess(Process.Start(start)!);
    }

    public int Id => _process.Id;

    /// <summary>Waits for the next line that the child says.</summary>
    public string ReadLine() => ReadLine(TimeSpan.Zero);

    /// <summary>As above, from a child that has work to do for some time.</summary>
    public string ReadLine(TimeSpan working)
    {
        bool said = _lines.TryTake(out string? line, working + Patience);
        Assert.True(said, $"the child says nothing: {(_process.HasExited ? End().Stderr : "it still runs")}");
        return line!;
    }

    /// <summary>What the child has said and nobody has read, once it has ended.</summary>
    public string Rest() => string.Join('\n', _lines.GetConsumingEnumerable());

    /// <summary>Lets a child go on that waits for a line.</summary>
    public void Go()
    {
        _process.StandardInput.WriteLine("go");
        _process.StandardInput.Flush();
    }

    /// <summary>Lets the child run for a while at most.</summary>
    public void RunFor(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(Patience), "the child does not die");
    }

    /// <summary>Sends another signal.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, Id.ToString()]);
        Assert.True(kill.WaitForExit(Patience));
    }

    /// <summary>Waits for the child's own end.</summary>
    /// <returns>Exit code and stderr.</returns>
    public (int ExitCode, string Stderr) End()
    {
        Assert.True(_process.WaitForExit(Patience), "the child does not end");
        Assert.True(_stderrReader.Join(Patience) && _stdoutReader.Join(Patience));
        return (_process.ExitCode, _stderr);
    }

    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }

        _process.WaitForExit(Patience);
        _stdoutReader.Join(Patience);
        _stderrReader.Join(Patience);
        _process.Dispose();
        _lines.Dispose();
    }

    private void ReadLines()
    {
        while (_process.StandardOutput.ReadLine() is { } line)
        {
            _lines.Add(line);
        }

        _lines.CompleteAdding();
    }
}
