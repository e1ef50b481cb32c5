using Flujo.Lens;
using Flujo.Lens.Terminal;

return LensApp.Run(args, ConsoleContext.Create());
