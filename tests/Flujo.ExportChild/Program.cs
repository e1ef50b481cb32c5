using Flujo.ExportChild;

// The program that the tests of export start. The environment names store and receiver; the first argument says what to do.
return args switch
{
    ["record", string runs, string steps] => RecordWork.Run(int.Parse(runs), int.Parse(steps)),
    ["rich"] => RichWork.Run(),
    ["live", string endpoint, string ratio] => await LiveWork.RunAsync(new Uri(endpoint), double.Parse(ratio, System.Globalization.CultureInfo.InvariantCulture)),
    ["resume", string endpoint] => ResumeWork.Run(new Uri(endpoint)),
    ["inside"] => InsideWork.Run(),
    ["hold"] => HoldWork.Run(),
    ["busy", string spans] => BusyWork.Run(int.Parse(spans)),
    _ => 64,
};
