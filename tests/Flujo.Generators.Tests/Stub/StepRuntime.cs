using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Flujo.CompilerServices;

public sealed class Node { public string Name = ""; public string Status = "running"; public string Site = ""; public List<Node> Children = new(); }

public sealed class StepDeclaration
{
    public StepDeclaration(string name, FlujoStepKind kind, string method, string file, int line, int maxAttempts = 1, int retryDelayMilliseconds = 0, FlujoCapture capture = 0, string? version = null)
    { Name = name; MaxAttempts = maxAttempts; }
    public string Name; public int MaxAttempts;
}

public static class StepRuntime
{
    public static readonly AsyncLocal<bool> Off = new();
    public static readonly AsyncLocal<Node?> Current = new();
    static readonly List<string> Sites = new();
    public static bool IsEnabled => !Off.Value;
    public static void DeclareSteps(string program, string version, StepDeclaration[] steps) { }
    public static int DeclareCallSites(string file, int[] lines) { lock (Sites) { int first = Sites.Count; foreach (int line in lines) Sites.Add(file + ":" + line); return first; } }
    static Node Start(string name, int site)
    {
        Node node = new() { Name = name }; lock (Sites) node.Site = Sites[site];
        Node parent = Current.Value ?? throw new InvalidOperationException("no root");
        lock (parent.Children) parent.Children.Add(node);
        return node;
    }
    public static StepInvocation Begin(StepDeclaration step, int callSite) { var old = Current.Value; var n = Start(step.Name, callSite); Current.Value = n; return new StepInvocation { Node = n, Old = old }; }
    public static StepInvocation BeginPipeline(StepDeclaration step, int callSite) { var i = Begin(step, callSite); i.Node.Name = "run " + i.Node.Name; return i; }
    public static LeafInvocation BeginLeaf(StepDeclaration step, int callSite) { var n = Start(step.Name, callSite); n.Name += " leaf"; return new LeafInvocation { Node = n }; }
    public static void Run(StepDeclaration step, int callSite, Action body, CancellationToken own, Exception? firstError = null) => Run<int>(step, callSite, () => { body(); return 0; }, own, firstError);
    public static T Run<T>(StepDeclaration step, int callSite, Func<T> body, CancellationToken own, Exception? firstError = null)
    {
        StepInvocation i = IsEnabled ? Begin(step, callSite) : default;
        for (int attempt = firstError is null ? 1 : 2; ; attempt++)
        {
            try { T r = body(); if (i.Node != null) { i.Node.Name += " x" + attempt; i.Complete(); } return r; }
            catch (Exception e) when (attempt < step.MaxAttempts && IsRetried(step, e, own)) { }
            catch (Exception e) { if (i.Node != null) { i.Node.Name += " x" + attempt; i.Fail(e, own); } throw; }
        }
    }
    public static async Task RunAsync(StepDeclaration step, int callSite, Func<Task> body, CancellationToken own, Exception? firstError = null) => await RunAsync<int>(step, callSite, (Func<Task<int>>)(async () => { await body(); return 0; }), own, firstError);
    public static async Task<T> RunAsync<T>(StepDeclaration step, int callSite, Func<Task<T>> body, CancellationToken own, Exception? firstError = null)
    {
        StepInvocation i = IsEnabled ? Begin(step, callSite) : default;
        for (int attempt = firstError is null ? 1 : 2; ; attempt++)
        {
            try { T r = await body(); if (i.Node != null) { i.Node.Name += " x" + attempt; i.Complete(); } return r; }
            catch (Exception e) when (attempt < step.MaxAttempts && IsRetried(step, e, own)) { }
            catch (Exception e) { if (i.Node != null) { i.Node.Name += " x" + attempt; i.Fail(e, own); } throw; }
        }
    }
    public static async ValueTask RunAsync(StepDeclaration step, int callSite, Func<ValueTask> body, CancellationToken own, Exception? firstError = null) => await RunAsync<int>(step, callSite, (Func<Task<int>>)(async () => { await body(); return 0; }), own, firstError);
    public static async ValueTask<T> RunAsync<T>(StepDeclaration step, int callSite, Func<ValueTask<T>> body, CancellationToken own, Exception? firstError = null) => await RunAsync<T>(step, callSite, (Func<Task<T>>)(async () => await body()), own, firstError);
    public static bool IsRetried(StepDeclaration step, Exception error, CancellationToken own) => step.MaxAttempts > 1 && !own.IsCancellationRequested;
}

public struct StepInvocation
{
    internal Node Node; internal Node? Old;
    public void Complete() { Node.Status = "completed"; StepRuntime.Current.Value = Old; }
    public void Fail(Exception e) { Node.Status = "failed"; StepRuntime.Current.Value = Old; }
    public void Fail(Exception e, CancellationToken own) { Node.Status = e is OperationCanceledException && own.IsCancellationRequested ? "cancelled" : "failed"; StepRuntime.Current.Value = Old; }
    public Task Follow(Task t, CancellationToken own = default) { StepRuntime.Current.Value = Old; if (t is null) { Node.Status = "completed"; return t!; } return Core(t, Node, own); static async Task Core(Task t, Node n, CancellationToken o) { try { await t; n.Status = "completed"; } catch (Exception e) { n.Status = o.IsCancellationRequested ? "cancelled" : "failed"; throw; } } }
    public Task<T> Follow<T>(Task<T> t, CancellationToken own = default) { StepRuntime.Current.Value = Old; if (t is null) { Node.Status = "completed"; return t!; } return Core(t, Node, own); static async Task<T> Core(Task<T> t, Node n, CancellationToken o) { try { var r = await t; n.Status = "completed"; return r; } catch (Exception e) { n.Status = o.IsCancellationRequested ? "cancelled" : "failed"; throw; } } }
    public ValueTask Follow(ValueTask t, CancellationToken own = default) => new(Follow(t.AsTask(), own));
    public ValueTask<T> Follow<T>(ValueTask<T> t, CancellationToken own = default) => new(Follow(t.AsTask(), own));
}

public struct LeafInvocation
{
    internal Node Node;
    public void Complete() => Node.Status = "completed";
    public void Fail(Exception e) => Node.Status = "failed";
    public void Fail(Exception e, CancellationToken own) => Node.Status = "failed";
}
