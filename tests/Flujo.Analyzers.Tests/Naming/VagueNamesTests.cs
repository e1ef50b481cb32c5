using Flujo.Analyzers.Naming;
using Xunit;

namespace Flujo.Analyzers.Tests.Naming;

public sealed class VagueNamesTests
{
    [Theory]
    [InlineData("step1", "step_2", "Step 3", "STEP_THREE", "stepA", "my_step", "test", "test2", "foo", "bar", "tmp", "do_it", "do_work")]
    [InlineData("run", "execute", "method1", "untitled", "todo", "xxx", "asdf", "a", "x", "Q", "1", "42", "007")]
    [InlineData("method", "Method", "METHOD_2", "step", "Step", "steps", "step-4", "step.5", "step/6", "step:7", "STEP8", "step_09", "Step#10", "step (11)")]
    [InlineData("stepa", "STEPB", "step_c", "StepOne", "stepone", "STEPTHREE", "step_iv", "step_two_b", "first_step", "2nd step", "secondStep", "the_third_step")]
    [InlineData("myStep", "mystep", "my-test", "a_test", "the_step", "new_step", "next_step", "last_task", "another_step", "some_method", "this_step")]
    [InlineData("doIt", "doit", "DO_IT", "doWork", "dowork", "DoStuff", "do_something", "do_the_thing", "do_all", "do", "do_this", "do_step_1", "work", "do_the_work")]
    [InlineData("run1", "RUN", "run_it", "run_step", "run_all", "Execute", "execute_async", "ExecuteCore", "exec", "perform", "run_task", "execute_step_2")]
    [InlineData("foo_bar", "fooBar", "foobar", "FOO", "foo1", "bar_baz", "qux", "tmp2", "temp", "dummy", "test_foo", "blah_blah", "lorem_ipsum")]
    [InlineData("untitled_2", "unnamed", "no_name", "TODO", "to_do", "fixme", "tbd", "wip", "change_me", "hello", "hello_world", "name", "step_name")]
    [InlineData("xx", "aaa", "XXXX", "zzz", "asd", "asdasd", "ASDF", "qwe", "qwerty", "zxcv", "abc", "xyz", "hjkl", "asdf123")]
    [InlineData("process", "handle_it", "call", "call_me", "invoke", "process_step", "my_job", "action1", "task", "task_7", "job_2", "data", "item_3", "phase2")]
    [InlineData("loop", "loop_1", "my_loop", "branch", "branch_b", "function1", "my_function", "agent", "tool_2", "pipeline", "workflow", "helper", "lambda")]
    [InlineData("x1", "a_b_c", "v2", "one", "twenty_one", "___", "-", "?!", "test_method", "main", "main_task", "demo_step", "flujo_step", "my_flujo_step")]
    public void NameThatSaysNothing_IsVague(params string[] names) => Assert.All(names, name => Assert.True(new VagueNames().IsVague(name), name));

    [Theory]
    [InlineData("step_up_transformer", "run_length_encode", "test_connection", "barcode_scan", "execute_trade")]
    [InlineData("rank_results", "load_documents", "refine", "draft_answer", "save", "parse", "import", "digest", "upload", "summarize", "embed", "chunk")]
    [InlineData("t_test", "a_b_test", "ab_test", "step_function", "method_of_moments", "workload_balance", "network", "homework", "teamwork", "workday")]
    [InlineData("food", "foot", "football", "tempo", "temperature", "template", "barrel", "bark", "barn", "bare", "fool", "testament", "testify", "latest", "contest")]
    [InlineData("rerun_failed", "run_tests", "runner_up", "runtime_check", "execute_query", "call_function", "function_call", "process_orders", "handle_refund")]
    [InlineData("item_lookup", "data_quality", "start_engine", "job_queue", "tool_call", "agent_loop", "main_loop", "next_page", "first_page", "second_opinion")]
    [InlineData("do_not_disturb", "done", "dove", "one_hot_encode", "two_factor", "three_way_merge", "zero_shot_prompt", "top_ten", "page_2", "v2_migration")]
    [InlineData("todo_list", "demo_account", "example_prompts", "namespace", "name_lookup_table", "file_name", "rename", "username", "test_coverage", "md5", "utf8", "base64")]
    [InlineData("x_axis", "y_combinator", "i18n_strings", "c_compiler", "r_squared", "k_means", "k_fold", "n_grams", "s3_upload", "h1_title", "q3_report", "p95_latency")]
    [InlineData("größe", "prüfen", "décoder", "шаг", "処理", "xylophone", "queue", "asset", "were", "zxing_scan", "aardvark", "eel", "llama", "abcess")]
    public void NameThatSaysSomething_IsNotVague(params string[] names) => Assert.All(names, name => Assert.False(new VagueNames().IsVague(name), name));

    [Theory]
    [InlineData("schritt", "schritt_1")]
    [InlineData("schritt", "mein schritt", false)]
    [InlineData("schritt, mein", "MeinSchritt")]
    [InlineData("schritt;mein", "meinschritt")]
    [InlineData("process_data", "process_data")]
    [InlineData("process_data", "ProcessData2")]
    [InlineData("process_data", "process_data_files", false)]
    [InlineData("process_data", "process", true)]
    [InlineData("top_10", "top_10")]
    [InlineData(" , ;", "rank", false)]
    public void ExtraWords_CountToo(string extra, string name, bool isVague = true) => Assert.Equal(isVague, new VagueNames(extra).IsVague(name));

    [Theory]
    [InlineData("step_1", "step", "1")]
    [InlineData("Step 3", "step", "3")]
    [InlineData("ParseHTMLAsync", "parse", "html", "async")]
    [InlineData("STEP_THREE", "step", "three")]
    [InlineData("stepA", "step", "a")]
    [InlineData("utf8Text", "utf", "8", "text")]
    [InlineData("__a--b__", "a", "b")]
    [InlineData("")]
    [InlineData("_")]
    public void Words_AreFoundInEveryStyle(string name, params string[] words) => Assert.Equal(words, NameWords.Of(name));
}
