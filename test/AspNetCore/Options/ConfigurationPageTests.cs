using Plenum.AspNetCore.Tests.Support;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Tests.Options;

public sealed class ConfigurationPageTests
{
    [Fact]
    public void Every_option_stands_in_the_documentation()
    {
        var page = Repository.Read("docs/configuration.md");
        Type[] types =
        [
            typeof(PlenumOptions), typeof(AccessOptions), typeof(TokenKeyOptions), typeof(RoomsOptions), typeof(RoomSettings),
            typeof(SignalingOptions), typeof(IceOptions), typeof(TurnServerOptions),
        ];

        foreach (var property in types.SelectMany(type => type.GetProperties()).Where(property => property.DeclaringType == property.ReflectedType))
            Assert.Matches($"`[A-Za-z:]*{property.Name}[A-Za-z:]*`", page);
    }
}
