using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class WireEnumsTests
{
    [Fact]
    public void Everything_that_rooms_say_has_a_word_on_the_wire()
    {
        Assert.All(Enum.GetValues<RoomErrorCode>(), code => Assert.Equal(code.ToString(), WireEnums.ToWire(code).ToString()));
        Assert.All(Enum.GetValues<CloseReason>(), code => Assert.Equal(code.ToString(), WireEnums.ToWire(code).ToString()));
        Assert.All(Enum.GetValues<LeaveReason>(), code => Assert.Equal(code.ToString(), WireEnums.ToWire(code).ToString()));
        Assert.All(Enum.GetValues<EdgeVia>(), code => Assert.Equal(code.ToString(), WireEnums.ToWire(code).ToString()));
        Assert.All(Enum.GetValues<TrackKind>(), code => Assert.Equal(code.ToString(), WireEnums.ToWire(code).ToString()));
    }

    [Fact]
    public void What_clients_say_of_ways_goes_to_rooms()
    {
        Assert.All(Enum.GetValues<Plenum.Protocol.Topology>(), mode => Assert.Equal(mode, WireEnums.ToWire(WireEnums.ToRooms(mode))));
        Assert.All(Enum.GetValues<Plenum.Protocol.Reach>(), reach => Assert.Equal(reach.ToString(), WireEnums.ToRooms(reach).ToString()));
        Assert.All(Enum.GetValues<Plenum.Protocol.EdgeCondition>(), state => Assert.Equal(state.ToString(), WireEnums.ToRooms(state).ToString()));
    }

    [Fact]
    public void Roles_sources_and_grants_go_both_ways()
    {
        Assert.All(Enum.GetValues<Plenum.Protocol.ParticipantRole>(), role => Assert.Equal(role, WireEnums.ToWire(WireEnums.ToRooms(role))));
        Assert.All(Enum.GetValues<Plenum.Protocol.TrackSource>(), source => Assert.Equal(source, WireEnums.ToWire(WireEnums.ToRooms(source))));
        var all = Enum.GetValues<Plenum.Protocol.Grant>();
        Assert.Equal(all, WireEnums.ToWire(WireEnums.ToRooms(all)!.Value));
        Assert.Null(WireEnums.ToRooms((IReadOnlyList<Plenum.Protocol.Grant>?)null));
    }
}
