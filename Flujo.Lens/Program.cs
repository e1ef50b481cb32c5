using Flujo.Lens;
using Flujo.Lens.Terminal;

return ConsoleContext.Run(context => LensApp.Run(args, context));
