namespace Flujo.Vocabulary;

/// <summary>All steps that the loaded assemblies declare. Grows only; thread-safe.</summary>
internal static class StepCatalogue
{
    private static readonly Lock Gate = new();

    // Replaced whole under the gate; read by any thread.
    private static volatile DeclaredStep[] s_all = [];

    /// <summary>A snapshot; earlier entries keep their places.</summary>
    public static IReadOnlyList<DeclaredStep> All => s_all;

    public static void Add(IEnumerable<DeclaredStep> steps)
    {
        lock (Gate)
        {
            s_all = [.. s_all, .. steps];
        }
    }
}
