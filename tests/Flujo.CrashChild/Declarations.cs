using Flujo.CompilerServices;

namespace Flujo.CrashChild;

/// <summary>What generated code would declare: steps with constant names, and call sites.</summary>
internal static class Declarations
{
    private const string File = "Work/Declared.cs";

    public static readonly StepDeclaration[] Steps =
    [
        new("load_rows", FlujoStepKind.Step, "Work.LoadRows()", File, 10),
        new("ask_model", FlujoStepKind.Agent, "Work.AskModel()", File, 20),
        new("call_tool", FlujoStepKind.Tool, "Work.CallTool()", File, 30),
    ];

    public static readonly int CallSites = StepRuntime.DeclareCallSites("Work/Calls.cs", [11, 22, 33]);
}
