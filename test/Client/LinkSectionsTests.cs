using Plenum.Client.Link;
using Plenum.Client.Tests.Support;
using Plenum.Protocol;
using Plenum.Rtc.Sdp;

namespace Plenum.Client.Tests;

public sealed class LinkSectionsTests
{
    private static readonly HashSet<string> Nobody = [];

    private static readonly LocalTrack Microphone = new(null!, Tracks.Microphone, "mic");
    private static readonly LocalTrack Camera = new(null!, Tracks.Camera, "cam");
    private static readonly LocalTrack Screen = new(null!, new() { Source = TrackSource.Screen, Codec = MediaCodec.Vp8 }, "screen");

    [Fact]
    public void Each_track_has_a_section_and_slots_follow()
    {
        var sections = LinkSections.Empty.Fit(new([Microphone, Camera], 0, 0, Nobody), fewestSlots: 1);

        Assert.Equal(
            [
                ("0", MediaKind.Audio, MediaDirection.SendOnly), ("1", MediaKind.Video, MediaDirection.SendOnly),
                ("2", MediaKind.Audio, MediaDirection.ReceiveOnly), ("3", MediaKind.Video, MediaDirection.ReceiveOnly),
            ],
            sections.Sections.Select(section => (section.Mid, section.Kind, section.Direction)));
        Assert.Equal(Camera, sections.Tracks["1"]);
    }

    [Fact]
    public void What_fits_already_stays_the_same_value()
    {
        var demand = new LinkDemand([Camera], 3, 2, Nobody);
        var sections = LinkSections.Empty.Fit(demand, fewestSlots: 4);

        Assert.Same(sections, sections.Fit(demand with { VideoSlots = 4 }, fewestSlots: 4));
    }

    [Fact]
    public void The_section_of_a_track_that_is_gone_is_silent_and_then_taken_by_the_next_of_its_kind()
    {
        var sections = LinkSections.Empty.Fit(new([Camera], 0, 0, Nobody), fewestSlots: 0);

        sections = sections.Fit(new([], 0, 0, Nobody), fewestSlots: 0);
        Assert.Equal(MediaDirection.Inactive, Assert.Single(sections.Sections).Direction);

        sections = sections.Fit(new([Microphone, Screen], 0, 0, Nobody), fewestSlots: 0);
        Assert.Equal(Screen, sections.Tracks["0"]);
        Assert.Equal(Microphone, sections.Tracks["1"]);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(5, 8)]
    [InlineData(17, 24)]
    [InlineData(64, 64)]
    [InlineData(500, 100)]
    public void Slots_grow_in_steps(int needed, int slots)
    {
        var sections = LinkSections.Empty.Fit(new([], needed, 0, Nobody), fewestSlots: 0);

        Assert.Equal(slots, sections.Sections.Count(section => section.Kind == MediaKind.Audio));
        Assert.DoesNotContain(sections.Sections, section => section.Kind == MediaKind.Video);
    }

    [Fact]
    public void Slots_never_go_away()
    {
        var many = LinkSections.Empty.Fit(new([], 10, 10, Nobody), fewestSlots: 4);

        Assert.Same(many, many.Fit(new([], 0, 0, Nobody), fewestSlots: 4));
    }
}
