using Flujo.Engines;

namespace Flujo.Recording;

/// <summary>The engine that the process records with, unless a flow has chosen another store. Thread-safe.</summary>
internal static class ProcessEngine
{
    private static readonly Lock Gate = new();

    // Written once, under the gate. Race: two threads that record first; the second one finds the first one's.
    private static volatile Engine? s_current;

    /// <summary>The engine, made at the first use.</summary>
    public static Engine Current => s_current ?? Create();

    /// <summary>The engine, if there was any need for it.</summary>
    public static Engine? IfStarted => s_current;

    /// <summary>The engine that this flow records with, if there was any need for one.</summary>
    public static Engine? OfThisFlow => Ambient.Current?.Run.Engine ?? s_current;

    private static Engine Create()
    {
        lock (Gate)
        {
            if (s_current is null)
            {
                Engine engine = Engine.Create(Settings.Fixed);
                engine.StartExport();
                s_current = engine;
                ExitHooks.Install();
            }

            return s_current;
        }
    }
}
