using Flujo.Rules;
using Xunit;

namespace Flujo.Generators.Tests.Rules;

public sealed class StepNameTests
{
    [Theory]
    [InlineData("Rank", "rank")]
    [InlineData("RankResults", "rank_results")]
    [InlineData("RankAsync", "rank")]
    [InlineData("ParseHTMLAsync", "parse_html")]
    [InlineData("HTMLParser", "html_parser")]
    [InlineData("Step1", "step1")]
    [InlineData("Step1Run", "step1_run")]
    [InlineData("Step1R", "step1r")]
    [InlineData("Parse2XMLFiles", "parse2xml_files")]
    [InlineData("ToUTF8Async", "to_utf8")]
    [InlineData("A", "a")]
    [InlineData("AB", "ab")]
    [InlineData("IsOK", "is_ok")]
    [InlineData("load_documents", "load_documents")]
    [InlineData("Load_Documents", "load_documents")]
    [InlineData("_load__Documents_", "load_documents")]
    [InlineData("Async", "async")]
    [InlineData("Asynchronous", "asynchronous")]
    [InlineData("DoASYNC", "do_async")]
    [InlineData("LoadAsyncAsync", "load_async")]
    [InlineData("ÜberPrüfenAsync", "über_prüfen")]
    [InlineData("Demo.ILoader.LoadAllAsync", "load_all")]
    [InlineData("_", "_")]
    public void MethodName_BecomesStepName(string method, string step) => Assert.Equal(step, StepName.Of(method));
}
