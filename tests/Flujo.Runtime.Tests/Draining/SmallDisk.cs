using System.Diagnostics;
using System.Runtime.Versioning;
using Xunit;

namespace Flujo.Runtime.Tests.Draining;

/// <summary>A disk of a few megabytes: a tmpfs that is mounted into a folder of its own, and gone afterwards.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SmallDisk : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _mountPoint;

    private SmallDisk(string mountPoint) => _mountPoint = mountPoint;

    public string Store => At("store.db");

    private string Ballast => At("ballast");

    /// <summary>Mounts it, or skips the test where that is not allowed.</summary>
    public static SmallDisk Mount(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root can mount a disk");
        string point = Directory.CreateTempSubdirectory("flujo-disk-").FullName;
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", point))
        {
            Directory.Delete(point);
            Assert.Skip("mounting is not allowed here");
        }

        return new SmallDisk(point);
    }

    public string At(string name) => Path.Combine(_mountPoint, name);

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (int size = 65_536; size > 0; size /= 2)
        {
            try
            {
                while (true)
                {
                    file.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // Not so much any more.
            }
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", "-l", _mountPoint);
        Directory.Delete(_mountPoint);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        Assert.True(process.WaitForExit(Patience));
        return process.ExitCode == 0;
    }
}
