using System.Diagnostics;
using System.Text;
using Flujo.Runtime.Tests.CompilerServices;
using Xunit;

namespace Flujo.Runtime.Tests.Api;

/// <summary>Secrets reach no byte of store or journal, whichever way they come in.</summary>
public sealed class SecretTests
{
    private const string Marker = "marker-that-may-be-seen";

    private static readonly (string Text, string Secret)[] Secrets =
    [
        ("password=hunter2Hunter", "hunter2Hunter"),
        ("token: tok9f8e7d6c5b4a", "tok9f8e7d6c5b4a"),
        ("key sk-proj4f3G2h1J0kLmNoPqRsTuVwXyZ0123456789AbCdEf", "4f3G2h1J0kLmNoPqRsTuVwXyZ"),
        ("Authorization: Bearer eyJhbGciOiJSUzI1NiJ9abc.def", "eyJhbGciOiJSUzI1NiJ9abc"),
        ("Server=db;User Id=sa;Password=Str0ngPassw0rd!;", "Str0ngPassw0rd"),
        ("https://user:urlPassw0rd@host/path", "urlPassw0rd"),
    ];

    [Fact]
    public void SecretsOfEveryKind_AreNowhereInTheFiles()
    {
        using TempFolder folder = new();
        string dump;
        using (FlujoTrace.UseStore(folder.Store))
        {
            foreach ((string text, string secret) in Secrets)
            {
                RecordEverywhere(text, secret);
            }

            dump = Bytes(folder);
            Assert.Contains(Marker, dump, StringComparison.Ordinal);
            AssertNoSecret(dump);
            FlujoTrace.Flush(TimeSpan.FromSeconds(10));
            AssertNoSecret(Bytes(folder));
        }

        dump = Bytes(folder);
        Assert.Contains(Marker, dump, StringComparison.Ordinal);
        AssertNoSecret(dump);
    }

    [Fact]
    public void Feedback_ShowsTheReasonWithoutTheSecret()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        Thrown.By(() => Step.Call("connect", static () => throw new InvalidOperationException("cannot connect with password=hunter2 to host db7")));
        string feedback = run.TraceTree.Find("connect").Feedback!;
        Assert.StartsWith("InvalidOperationException: cannot connect with password=", feedback, StringComparison.Ordinal);
        Assert.EndsWith("to host db7", feedback, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", feedback, StringComparison.Ordinal);
        Assert.Equal(feedback, run.StepHistory.Single().Feedback);
    }

    [Fact]
    public void AttributeWithASecretsName_IsMasked()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoTrace.Current.SetAttribute("db_password", "correct horse");
        FlujoTrace.Current.AddEvent("login", new KeyValuePair<string, object?>("password", "correct horse"));
        Assert.DoesNotContain("horse", (string)run.TraceTree!.Attributes["db_password"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", (string)run.TraceTree.Events.Single().Attributes["password"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void NumberWithASecretName_IsMasked()
    {
        using IDisposable store = FlujoTrace.UseStore("memory:");
        using FlujoRun run = FlujoTrace.StartRun("run");
        FlujoSpan span = FlujoTrace.Current;
        span.SetAttribute("pin", 4711);
        span.SetAttribute("apiKey", 47.5);
        span.SetAttribute("max_tokens", 4096);
        span.SetAttribute("token", 42);
        span.AddEvent("login", new("otp", 123456), new("password", 7.5m), new("rows", 3), new("ratio", 0.5), new("api_key", true));
        Assert.Equal(
            [("apiKey", "***"), ("max_tokens", 4096L), ("pin", "***"), ("token", (object)42L)],
            run.TraceTree!.Attributes.OrderBy(static each => each.Key, StringComparer.Ordinal).Select(static each => (each.Key, each.Value!)));
        Assert.Equal(["***", "***", 3L, 0.5, true], run.TraceTree.Events.Single().Attributes.Values);
    }

    private static void RecordEverywhere(string text, string secret)
    {
        string said = $"{Marker} {text} end";
        FlujoRun run = FlujoTrace.StartRun(said, version: said, input: new { Text = said, Password = secret });
        FlujoSpan root = FlujoTrace.Current;
        root.SetAttribute("plain", said);
        root.SetAttribute(said, 1);
        root.SetAttribute("password", secret);
        root.AddEvent(said, new("plain", said), new(said, true), new("object", new { Inner = said }));
        root.AddPrompt(said, said);
        root.AddUsage(1, 1, 1, said);
        root.AddAttempt(new InvalidOperationException(said), TimeSpan.Zero);
        using (FlujoTrace.StartStep(said))
        using (FlujoTrace.StartLoop(said))
        using (FlujoSpan branch = FlujoTrace.StartBranch(said, said))
        {
            branch.Fail(said);
        }

        Thrown.By(() => Step.Call(said, () => throw new InvalidOperationException(said, new FormatException(said))));
        Thrown.By(() => Step.Leaf(said, () => throw new InvalidOperationException(said)));
        Thrown.By(() => StepRuntimeAttempts(said));
        FlujoRun paused = FlujoTrace.StartRun("paused");
        paused.Pause(said);
        paused.Dispose();
        run.Complete(new { Output = said, ApiKey = secret });
        run.Dispose();
        FlujoRun failed = FlujoTrace.StartRun("failed");
        failed.Fail(new InvalidOperationException(said));
        failed.Dispose();
    }

    private static void StepRuntimeAttempts(string said) => Flujo.CompilerServices.StepRuntime.Run(
        Step.Declare("attempts", maxAttempts: 2), 0, () => throw new InvalidOperationException(said), default);

    private static void AssertNoSecret(string dump) =>
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret.Secret, dump, StringComparison.Ordinal));

    /// <summary>All files of the folder, the journal included, which its process holds locked: another process copies it.</summary>
    private static string Bytes(TempFolder folder)
    {
        using TempFolder copy = new();
        using Process copying = Process.Start("cp", ["-r", folder.Path + "/.", copy.Path]);
        copying.WaitForExit();
        return string.Concat(Directory.GetFiles(copy.Path).Select(static path => Encoding.Latin1.GetString(File.ReadAllBytes(path))));
    }
}
