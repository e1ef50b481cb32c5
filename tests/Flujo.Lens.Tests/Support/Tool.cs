using System.Diagnostics;

namespace Flujo.Lens.Tests.Support;

/// <summary>The built tool as a process of its own.</summary>
internal static class Tool
{
    private const string Nobody = "65534";

    public static string Executable { get; } =
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Flujo.Lens.exe" : "Flujo.Lens");

    /// <summary>Whether a process can be started that may not write what this one may.</summary>
    public static bool CanRunAsNobody => OperatingSystem.IsLinux() && Environment.UserName == "root" && File.Exists("/usr/bin/setpriv");

    public static Task<Session> RunAsync(string store, params string[] args) => RunProgramAsync(Executable, args, store);

    public static Task<Session> RunAsNobodyAsync(string store, params string[] args) =>
        RunProgramAsync("/usr/bin/setpriv", ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", Executable, .. args], store);

    public static async Task<Session> RunProgramAsync(string file, string[] args, string store)
    {
        var start = new ProcessStartInfo(file, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["FLUJO_STATE_URI"] = store;
        start.Environment["OTLP_ENDPOINT"] = "http://127.0.0.1:9"; // nothing listens there
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(deadline.Token);
        return new Session(process.ExitCode, await output, await error);
    }
}
