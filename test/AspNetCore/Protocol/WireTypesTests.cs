using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;
using Plenum.WireTypes;

namespace Plenum.AspNetCore.Tests.Protocol;

public sealed class WireTypesTests
{
    [Fact]
    public void The_committed_TypeScript_types_are_those_of_the_records()
    {
        const string Path = "web/client/src/wire.generated.ts";

        Assert.True(
            TypeScriptSchema.Write(typeof(ClientMessage).Assembly) == Repository.Read(Path),
            $"{Path} is stale: run dotnet run --project eng/WireTypes -- {Path}");
    }
}
