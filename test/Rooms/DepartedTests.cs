namespace Plenum.Rooms.Tests;

public sealed class DepartedTests
{
    [Fact]
    public void It_forgets_the_oldest_and_stays_small()
    {
        var departed = new Departed();
        for (var i = 0; i < 300; i++)
            departed.WasRemoved(ParticipantId.Parse($"p{i}"));
        Assert.False(departed.Knows(ParticipantId.Parse("p43")));
        Assert.True(departed.Knows(ParticipantId.Parse("p44")));
        Assert.Equal(RoomErrorCode.SessionNotFound, departed.WhyGone(ParticipantId.Parse("p0")).Code);
        Assert.Equal(RoomErrorCode.Banned, departed.WhyGone(ParticipantId.Parse("p299")).Code);
    }
}
