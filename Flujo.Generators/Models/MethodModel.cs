using Flujo.Rules;

namespace Flujo.Generators.Models;

/// <summary>A method whose calls are rerouted: all that its wrapper needs, and nothing that moves when a file is edited.</summary>
/// <param name="Step">The catalogue's field for the step that a call of the method runs.</param>
/// <param name="Foreign">The step, where another assembly declares it: its catalogue is not visible here. Else null.</param>
/// <param name="Display">The method for people.</param>
/// <param name="Name">The method's name without `@`.</param>
/// <param name="Type">The containing type, as it is written.</param>
/// <param name="Receiver">How the wrapper gets `this`.</param>
/// <param name="IsExtension">True: a call may stand behind the first argument.</param>
/// <param name="TypeParameters">Those of the types around the method, outermost first, then the method's own.</param>
/// <param name="Parameters">The parameters in order.</param>
/// <param name="ReturnType">As it is written; `void` included.</param>
/// <param name="ResultType">What a Task or ValueTask of it carries, or null.</param>
/// <param name="Shape">What the method returns, for following it to its end.</param>
/// <param name="Form">How the span begins.</param>
/// <param name="OwnToken">The name of the method's cancellation token, or null.</param>
/// <param name="IsEnumerated">Whether the step runs while its result is enumerated.</param>
/// <param name="ReturnsRefStruct">Whether the result lives on the stack alone.</param>
/// <param name="Capture">The bits of FlujoCapture that the step asks for, or null where the project decides.</param>
/// <param name="Outcome">What can be recorded of the result.</param>
/// <param name="Core">The name of the method that has the body, where the wrapper is the other half of a partial method; else null.</param>
/// <param name="IsUnsafe">Whether the signature has a pointer.</param>
/// <param name="Accessor">How a method is reached that generated code may not call by name, or null.</param>
/// <param name="Attributes">What the wrapper repeats of the method's attributes, as it stands between brackets.</param>
internal sealed record MethodModel(
    string Step,
    StepModel? Foreign,
    string Display,
    string Name,
    string Type,
    ReceiverForm Receiver,
    bool IsExtension,
    EquatableArray<TypeParameterModel> TypeParameters,
    EquatableArray<ParameterModel> Parameters,
    string ReturnType,
    string? ResultType,
    TaskShape Shape,
    SpanForm Form,
    string? OwnToken,
    bool IsEnumerated,
    bool ReturnsRefStruct,
    int? Capture,
    ResultModel Outcome,
    string? Core,
    bool IsUnsafe,
    AccessorModel? Accessor,
    EquatableArray<string> Attributes);
