using System.Reflection;

namespace Flujo.Journal;

/// <summary>Which program this is and where it runs. Immutable.</summary>
internal sealed record ProcessIdentity(string Program, string ProgramVersion, string Host, int ProcessId, string BootId)
{
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";

    public static ProcessIdentity Current { get; } = Read();

    private static ProcessIdentity Read()
    {
        Assembly? entry = Assembly.GetEntryAssembly();
        string program = entry?.GetName().Name ?? Path.GetFileNameWithoutExtension(Environment.ProcessPath) ?? "unknown";
        string version = entry?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? entry?.GetName().Version?.ToString() ?? "";
        return new ProcessIdentity(program, version, Environment.MachineName, Environment.ProcessId, ReadBootId());
    }

    /// <summary>Tells one start of a machine from the next. Empty where the system does not say.</summary>
    private static string ReadBootId()
    {
        try
        {
            return File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
