using Plenum.Media.Speaking;
using Plenum.Rtc;

namespace Plenum.Media.Tests.Speaking;

public sealed class ActiveSpeakerTests
{
    private const byte Loud = 25;
    private const byte Louder = 5;
    private const byte Murmur = 45;
    private const byte Silence = 127;

    private readonly ActiveSpeaker _floor = new();
    private readonly Speaker _ann;
    private readonly Speaker _bob;
    private readonly List<int> _changes = [];
    private double _time;

    public ActiveSpeakerTests()
    {
        _ann = _floor.Add(new(1));
        _bob = _floor.Add(new(2));
    }

    [Fact]
    public void Who_speaks_has_the_floor_within_half_a_second()
    {
        Play(500, Loud, Silence);

        Assert.Equal([1], _changes);
    }

    [Fact]
    public void A_cough_makes_nobody_the_speaker()
    {
        Play(2000, Loud, Silence);
        Play(150, Loud, Louder);
        Play(2000, Loud, Silence);

        Assert.Equal([1], _changes);
    }

    [Fact]
    public void A_breath_does_not_end_a_speech()
    {
        Play(2000, Loud, Murmur);
        Play(400, Silence, Murmur);
        Play(1000, Loud, Murmur);

        Assert.Equal([1], _changes);
    }

    [Fact]
    public void Who_goes_on_when_the_other_has_ended_gets_the_floor()
    {
        Play(2000, Loud, Silence);
        Play(2500, Silence, Loud);

        Assert.Equal([1, 2], _changes);
        Assert.Equal([2, 1], _floor.Ranking.Select(speaker => speaker.Participant.Value));
    }

    [Fact]
    public void Of_two_who_talk_at_once_the_first_stays()
    {
        Play(1000, Loud, Silence);
        Play(5000, Loud, Loud - 5);

        Assert.Equal([1], _changes);
    }

    [Fact]
    public void Who_is_clearly_louder_gets_the_floor()
    {
        Play(1000, Loud, Silence);
        Play(2000, Loud, Louder);

        Assert.Equal([1, 2], _changes);
    }

    [Fact]
    public void A_microphone_that_falls_silent_without_a_packet_gives_the_floor_away()
    {
        Play(1000, Loud, Silence);
        Play(2500, null, Loud);

        Assert.Equal([1, 2], _changes);
    }

    [Fact]
    public void In_silence_the_last_speaker_stays_and_the_floor_of_who_leaves_is_free()
    {
        Play(1000, Loud, Silence);
        Play(5000, Silence, Silence);
        Assert.Equal(new ParticipantId(1), _floor.Current);

        _floor.Remove(_ann);

        Assert.Null(_floor.Current);
    }

    private void Play(double milliseconds, byte? ann, byte? bob)
    {
        for (var end = _time + milliseconds; _time < end; _time += 20)
        {
            var now = Timestamp.FromMilliseconds(_time);
            if (ann is { } first)
                _ann.Hear(first, now);
            if (bob is { } second)
                _bob.Hear(second, now);
            if (_time % 100 == 0 && _floor.Update(now))
                _changes.Add(_floor.Current!.Value.Value);
        }
    }
}
