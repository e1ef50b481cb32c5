using System.Text;
using Flujo.Privacy;
using Xunit;

namespace Flujo.Runtime.Tests.Privacy;

public sealed class JsonRedactionTests
{
    private static readonly Redactor Plain = new(["Tr0ub4dor", "424242"], []);

    [Theory]
    [InlineData("""{"password":"hunter2"}""", """{"password":"***"}""")]
    [InlineData("""{"note":"line\npassword=x\"y"}""", """{"note":"line\npassword=***"}""")]
    [InlineData("""{"a":["password=x",{"apiKey":"y"}]}""", """{"a":["password=***",{"apiKey":"***"}]}""")]
    [InlineData("""{"password":12,"token":12,"n":12}""", """{"password":"***","token":12,"n":12}""")]
    [InlineData("""{"password":null,"secret":true}""", """{"password":null,"secret":true}""")]
    [InlineData("""{"password":{"value":"x","since":2020},"n":1}""", """{"password":{"value":"***","since":"***"},"n":1}""")]
    [InlineData("""{"token":{"kind":"word","text":"hello"}}""", """{"token":{"kind":"word","text":"hello"}}""")]
    [InlineData("""{"X-Api-Key":["abc","def"],"n":["x"]}""", """{"X-Api-Key":["***","***"],"n":["x"]}""")]
    [InlineData("""[{"Key":"password","Value":"x"},{"Key":"n","Value":"y"}]""", """[{"Key":"password","Value":"***"},{"Key":"n","Value":"y"}]""")]
    [InlineData("""{"password=x":1}""", """{"password=***":1}""")]
    [InlineData("""{"n":"Tr0ub4dor","m":424242,"token":1}""", """{"n":"***","m":"***","token":1}""")]
    [InlineData("""{"note":"\u0070assword=x"}""", """{"note":"password=***"}""")]
    [InlineData("""{"p\u0061ssword":"x"}""", """{"password":"***"}""")]
    [InlineData("""{"usage":{"max_tokens":12,"note":"token count: 12"}}""", """{"usage":{"max_tokens":12,"note":"token count: 12"}}""")]
    [InlineData("""{"password":"x","n":[1,2""", """{"password":"***","n":[1""")]
    [InlineData("""{"n":1,"password":"hunt""", """{"n":1,"password":""")]
    [InlineData("""{"n":"äöü 😀 <b>","token":"x"}""", """{"n":"äöü 😀 <b>","token":"***"}""")]
    [InlineData("""password=x, {no JSON""", """password=***, {no JSON""")]
    [InlineData("""{"n":"\ud800","password":"x"}""", """{"n":"\ud800","password":"***"}""")]
    [InlineData("", "")]
    public void Document_HasItsSecretsMasked(string json, string expected) =>
        Assert.Equal(expected, JsonRedaction.Apply(Encoding.UTF8.GetBytes(json), Plain));

    [Fact]
    public void DeepDocument_IsMasked()
    {
        string json = new string('[', 300) + "\"password=x\"" + new string(']', 300);
        Assert.DoesNotContain("=x", JsonRedaction.Apply(Encoding.UTF8.GetBytes(json), Plain), StringComparison.Ordinal);
    }
}
