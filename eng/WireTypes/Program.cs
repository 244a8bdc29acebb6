using Plenum.Protocol;
using Plenum.WireTypes;

// dotnet run --project eng/WireTypes -- web/client/src/wire.generated.ts
if (args is not [var path])
{
    Console.Error.WriteLine("usage: dotnet run --project eng/WireTypes -- <file to write>");
    return 2;
}

File.WriteAllText(path, TypeScriptSchema.Write(typeof(ClientMessage).Assembly));
return 0;
