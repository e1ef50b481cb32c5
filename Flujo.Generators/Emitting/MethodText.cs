using Flujo.Generators.Models;
using Flujo.Generators.Parsing;

namespace Flujo.Generators.Emitting;

/// <summary>A method's signature in the pieces of which wrappers are put together.</summary>
internal sealed class MethodText
{
    private readonly MethodModel _method;
    private readonly int _index;
    private readonly int _projectCapture;
    private readonly string[] _parameterNames;

    /// <param name="method">The method.</param>
    /// <param name="index">Its number in the file.</param>
    /// <param name="projectCapture">The bits of FlujoCapture that hold where the step says nothing.</param>
    public MethodText(MethodModel method, int index, int projectCapture)
    {
        _projectCapture = projectCapture;
        _method = method;
        _index = index;
        var names = new List<string>();
        foreach (ParameterModel each in method.Parameters)
        {
            string name = ReservedNames.Avoid(each.Name);
            while (names.Contains(name) || (name != each.Name && method.Parameters.Any(other => other.Name == name)))
                name += "_";
            names.Add(name);
        }

        _parameterNames = [.. names];
    }

    /// <summary>The wrapper's type parameters, as they are declared, or nothing.</summary>
    public string DeclaredTypeParameters => Declared(WrapperTypeParameters);

    /// <summary>The same, handed on.</summary>
    public string TypeArguments => InBrackets(WrapperTypeParameters);

    /// <summary>The `where` clauses, or nothing.</summary>
    public string Constraints => ConstraintsOf(WrapperTypeParameters);

    /// <summary>What stands between name and `where` in a half's own head.</summary>
    public string HalfSignature => InBrackets(OwnTypeParameters)
        + "(" + string.Join(", ", _method.Parameters.Select((each, i) => Spaced(each.Lead) + Declare(each, i))) + ")";

    /// <summary>The step's declaration: a field of the catalogue, or of the file's own where the step is another assembly's.</summary>
    public string Declaration => _method.Foreign is null ? $"{Runtime.Catalogue}.{_method.Step}" : ReservedNames.Foreign(_index);

    /// <summary>The bits of FlujoCapture that hold for the step.</summary>
    public int Capture => _method.Capture ?? _projectCapture;

    /// <summary>The name that a parameter has in the wrapper.</summary>
    public string ParameterName(int index) => _parameterNames[index];

    /// <summary>What calls of the method are written with: nothing, or `unsafe` and a space.</summary>
    public string Unsafe => _method.IsUnsafe ? "unsafe " : "";

    /// <summary>The token by which the caller cancels the step, or null.</summary>
    public string? OwnToken
    {
        get
        {
            for (int i = 0; i < _parameterNames.Length; i++)
            {
                if (_method.Parameters[i].Name == _method.OwnToken)
                    return _parameterNames[i];
            }

            return null;
        }
    }

    /// <summary>Receiver and parameters of the method that stands in for a call: an extension method where the call may
    /// have a receiver.</summary>
    public string CallParameters => (_method.Receiver != ReceiverForm.None || _method.IsExtension ? "this " : "") + Parameters();

    /// <summary>Receiver and parameters, as they are declared; further ones after them.</summary>
    /// <param name="byValue">True: a struct receiver is copied.</param>
    /// <param name="more">More parameters.</param>
    public string Parameters(bool byValue = false, params string[] more)
    {
        IEnumerable<string> receiver = _method.Receiver == ReceiverForm.None
            ? []
            : [(byValue ? "" : ReceiverPrefix) + _method.Type + " " + ReservedNames.Receiver];
        return string.Join(", ", receiver.Concat(DeclaredParameters).Concat(more));
    }

    /// <summary>The same parameters, handed on.</summary>
    public string Arguments(bool byValue = false, params string[] more)
    {
        IEnumerable<string> receiver = _method.Receiver == ReceiverForm.None ? [] : [(byValue ? "" : ReceiverPrefix) + Self];
        return string.Join(", ", receiver.Concat(OwnArguments).Concat(more));
    }

    /// <summary>The call of the method itself.</summary>
    /// <param name="copied">True where the receiver is a copy, made with `byValue`.</param>
    public string Call(bool copied = false)
    {
        string typeArguments = InBrackets(OwnTypeParameters);
        if (_method.Accessor is not null)
        {
            IEnumerable<string> receiver = [AccessorReceiver(copied)];
            string holder = ReservedNames.Access(_index) + InBrackets(_method.TypeParameters.Where(static each => !each.IsOfMethod));
            return $"{holder}.Invoke{typeArguments}({string.Join(", ", receiver.Concat(OwnArguments))})";
        }

        string target = _method.Receiver == ReceiverForm.None ? _method.Type : copied ? ReservedNames.Receiver : Self;
        return $"{target}.{TypeWriter.Escape(_method.Core ?? _method.Name)}{typeArguments}({string.Join(", ", OwnArguments)})";
    }

    /// <summary>Writes the accessor: a class, because the type parameters of an accessor's class stand for those of the
    /// target's type.</summary>
    public void EmitAccessor(SourceWriter writer, AccessorModel accessor)
    {
        TypeParameterModel[] outer = [.. _method.TypeParameters.Where(static each => !each.IsOfMethod)];
        TypeParameterModel[] own = [.. OwnTypeParameters];
        bool isStatic = _method.Receiver == ReceiverForm.None;
        string first = accessor.TypeName is { } name
            ? $"[global::System.Runtime.CompilerServices.UnsafeAccessorType({Runtime.Literal(name)})] object? {ReservedNames.Receiver}"
            : isStatic ? $"{_method.Type} {ReservedNames.Receiver}" : (AccessorTakesReference ? "ref " : "") + $"{_method.Type} {ReservedNames.Receiver}";
        writer.Lines("").Lines($"// Reaches {_method.Display}.");
        writer.Open($"private static class {ReservedNames.Access(_index)}{Declared(outer)}{ConstraintsOf(outer)}");
        foreach (string attribute in _method.Attributes)
            writer.Lines($"[{attribute}]");
        writer.Lines($"[global::System.Runtime.CompilerServices.UnsafeAccessor(global::System.Runtime.CompilerServices.UnsafeAccessorKind.{(isStatic ? "StaticMethod" : "Method")}, Name = {Runtime.Literal(_method.Name)})]");
        writer.Lines($"internal static extern {Unsafe}{_method.ReturnType} Invoke{Declared(own)}({string.Join(", ", new[] { first }.Concat(DeclaredParameters))}){ConstraintsOf(own)};");
        writer.Close();
    }

    /// <summary>A half stands inside the method's own type, and so within reach of its type parameters and of `this`.</summary>
    private bool IsHalf => _method.Core is not null;

    private string Self => IsHalf ? "this" : ReservedNames.Receiver;

    private IEnumerable<TypeParameterModel> WrapperTypeParameters => IsHalf ? [] : _method.TypeParameters;

    private IEnumerable<TypeParameterModel> OwnTypeParameters => _method.TypeParameters.Where(static each => each.IsOfMethod);

    private bool AccessorTakesReference => _method.Receiver is ReceiverForm.Reference or ReceiverForm.ReadOnlyReference;

    private string ReceiverPrefix => _method.Receiver switch
    {
        ReceiverForm.Reference => "ref ",
        ReceiverForm.ReadOnlyReference => "in ",
        _ => "",
    };

    private IEnumerable<string> DeclaredParameters => _method.Parameters.Select(Declare);

    private string Declare(ParameterModel parameter, int i) => parameter.Attribute + Spaced(parameter.Modifier) + parameter.Type + " " + _parameterNames[i];

    private IEnumerable<string> OwnArguments => _method.Parameters.Select((each, i) => Spaced(each.ArgumentModifier) + _parameterNames[i]);

    /// <summary>An accessor takes any struct by `ref`; one that promises not to change it may have it so.</summary>
    private string AccessorReceiver(bool copied) => _method.Receiver switch
    {
        ReceiverForm.None => "default!",
        ReceiverForm.ReadOnlyReference when !copied => $"ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in {ReservedNames.Receiver})",
        ReceiverForm.Reference or ReceiverForm.ReadOnlyReference => "ref " + ReservedNames.Receiver,
        _ => ReservedNames.Receiver,
    };

    private static string InBrackets(IEnumerable<TypeParameterModel> parameters)
    {
        string names = string.Join(", ", parameters.Select(static each => each.Name));
        return names.Length == 0 ? "" : $"<{names}>";
    }

    private static string Declared(IEnumerable<TypeParameterModel> parameters)
    {
        string names = string.Join(", ", parameters.Select(static each => each.Attribute + each.Name));
        return names.Length == 0 ? "" : $"<{names}>";
    }

    private static string ConstraintsOf(IEnumerable<TypeParameterModel> parameters) =>
        string.Concat(parameters.Where(static each => each.Constraints.Length > 0).Select(static each => $" where {each.Name} : {each.Constraints}"));

    private static string Spaced(string modifier) => modifier.Length == 0 ? "" : modifier + " ";
}
