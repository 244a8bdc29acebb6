using Plenum.Rooms.Tests.Driver;

namespace Plenum.Rooms.Tests;

public sealed class SuccessionTests
{
    [Fact]
    public void When_the_host_leaves_the_longest_present_member_runs_the_call()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        room.Wait(TimeSpan.FromSeconds(1));
        var ben = room.Join("ben");
        room.Wait(TimeSpan.FromSeconds(1));
        var carl = room.Join("carl");
        anna.Does(me => new Leave(me));
        Assert.Equal((Role.Host, Role.Member), (ben.State.Role, carl.State.Role));
        Assert.Equal(Role.Host, ben.Heard<RoomEvent.SessionRenewed>().Session.Role);
    }

    [Fact]
    public void A_host_in_grace_still_runs_the_call()
    {
        var room = new TestRoom();
        room.Join("anna").Drops();
        var ben = room.Join("ben");
        room.Wait(room.Room.Settings.Grace - TimeSpan.FromSeconds(1));
        Assert.Equal(Role.Member, ben.State.Role);
        room.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(Role.Host, ben.State.Role);
    }

    [Fact]
    public void A_second_host_makes_it_unnecessary()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben");
        var carl = room.Join("carl");
        anna.Does(me => new SetRole(me, carl.Id, Role.Host)).Does(me => new Leave(me));
        Assert.Equal(Role.Member, ben.State.Role);
    }

    [Fact]
    public void Nobody_is_raised_above_a_token()
    {
        var room = new TestRoom();
        var boss = room.JoinAs(Role.Host, "boss");
        var ben = room.JoinAs(Role.Member, "ben");
        var carl = room.JoinWith(RoleGrants.Of(Role.Member), "carl");
        boss.Does(me => new Leave(me));
        Assert.Equal((Role.Member, Role.Member), (ben.State.Role, carl.State.Role));
    }

    [Fact]
    public void Who_has_no_connection_is_passed_over_until_one_is_back()
    {
        var room = new TestRoom();
        var anna = room.Join("anna");
        var ben = room.Join("ben").Drops();
        anna.Does(me => new Leave(me));
        Assert.Equal(Role.Member, ben.State.Role);
        ben.Resumes();
        Assert.Equal(Role.Host, ben.State.Role);
    }
}
