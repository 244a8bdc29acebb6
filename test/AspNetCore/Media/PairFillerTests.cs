using Plenum.AspNetCore.Endpoints.Whep;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Tests.Media;

public sealed class PairFillerTests
{
    private static readonly TrackSource[] Person = [TrackSource.Microphone, TrackSource.Camera];

    private PairFiller _filler = new(prefersLatest: false);
    private Dictionary<string, PublicationId> _bound = [];

    [Fact]
    public void One_pair_shows_who_comes_first_in_the_order_and_follows_it()
    {
        Fill(1, ("ann", Person), ("bob", Person));
        Assert.Equal("a0=ann.Microphone v0=ann.Camera", Shown);

        Fill(1, ("bob", Person), ("ann", Person));
        Assert.Equal("a0=bob.Microphone v0=bob.Camera", Shown);
    }

    [Fact]
    public void As_many_are_shown_as_there_are_pairs_and_who_stays_keeps_the_pair()
    {
        Fill(2, ("ann", Person), ("bob", Person), ("eve", Person));
        Assert.Equal("a0=ann.Microphone a1=bob.Microphone v0=ann.Camera v1=bob.Camera", Shown);

        Fill(2, ("eve", Person), ("bob", Person), ("ann", Person));
        Assert.Equal("a0=eve.Microphone a1=bob.Microphone v0=eve.Camera v1=bob.Camera", Shown);
    }

    [Fact]
    public void A_pair_is_refilled_when_its_publisher_goes_and_empty_when_nobody_is_left()
    {
        Fill(2, ("ann", Person), ("bob", Person));
        Fill(2, ("bob", Person));
        Assert.Equal("a1=bob.Microphone v1=bob.Camera", Shown);

        Fill(2, ("bob", Person), ("eve", Person));
        Assert.Equal("a0=eve.Microphone a1=bob.Microphone v0=eve.Camera v1=bob.Camera", Shown);

        Fill(2);
        Assert.Equal("", Shown);
    }

    [Fact]
    public void A_camera_that_comes_later_joins_its_microphone()
    {
        Fill(2, ("ann", [TrackSource.Microphone]), ("bob", Person));
        Fill(2, ("bob", Person), ("ann", Person));

        Assert.Equal("a0=ann.Microphone a1=bob.Microphone v0=ann.Camera v1=bob.Camera", Shown);
    }

    [Fact]
    public void Screens_fill_what_people_leave_free()
    {
        Fill(3, ("ann", [.. Person, TrackSource.Screen, TrackSource.ScreenAudio]), ("bob", Person));

        Assert.Equal(
            "a0=ann.Microphone a1=bob.Microphone a2=ann.ScreenAudio v0=ann.Camera v1=bob.Camera v2=ann.Screen", Shown);
    }

    /// <summary>In a large room there is always somebody to speak; what is shared is seen beside whoever does.</summary>
    [Theory]
    [InlineData(new[] { TrackSource.Microphone, TrackSource.Camera, TrackSource.Screen, TrackSource.ScreenAudio }, "v1=ann.Screen")]
    [InlineData(new[] { TrackSource.Microphone, TrackSource.Screen }, "v1=ann.Screen")]
    public void Of_several_pairs_one_shows_a_screen_whoever_speaks(TrackSource[] presenter, string screen)
    {
        var others = Enumerable.Range(0, 30).Select(i => ($"p{i}", Person)).ToList();
        for (var turn = 0; turn < others.Count; turn++)
        {
            Fill(2, [.. others[turn..], .. others[..turn], ("ann", presenter)]);

            Assert.Contains($"v0=p{turn}.Camera", Shown, StringComparison.Ordinal);
            Assert.Contains(screen, Shown, StringComparison.Ordinal);
        }

        Fill(1, [.. others, ("ann", presenter)]);
        Assert.Equal("a0=p0.Microphone v0=p0.Camera", Shown);
    }

    [Fact]
    public void Of_two_screens_the_one_that_is_shown_stays()
    {
        TrackSource[] presenter = [TrackSource.Microphone, TrackSource.Screen];
        Fill(2, ("p0", Person), ("p1", Person), ("ann", presenter), ("eve", presenter));
        Assert.Contains("v1=ann.Screen", Shown, StringComparison.Ordinal);

        Fill(2, ("p1", Person), ("p0", Person), ("eve", presenter), ("ann", presenter));
        Assert.Contains("v1=ann.Screen", Shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_stands_for_a_camera_that_is_not_there()
    {
        Fill(1, ("ann", [TrackSource.Microphone, TrackSource.Screen]));

        Assert.Equal("a0=ann.Microphone v0=ann.Screen", Shown);
    }

    [Fact]
    public void Who_publishes_nothing_takes_no_pair()
    {
        Fill(1, ("ann", []), ("bob", Person));

        Assert.Equal("a0=bob.Microphone v0=bob.Camera", Shown);
    }

    [Fact]
    public void Of_one_identity_twice_the_one_that_came_last_is_shown()
    {
        _filler = new(prefersLatest: true);

        Fill(1, ("old", Person), ("new", Person));

        Assert.Equal("a0=new.Microphone v0=new.Camera", Shown);
    }

    [Fact]
    public void Slots_of_one_kind_alone_are_filled_with_that_kind()
    {
        _bound = _filler.Fill([new("v0", true, 0), new("v1", true, 1)], [Publisher("ann", Person), Publisher("bob", Person)], _bound);

        Assert.Equal("v0=ann.Camera v1=bob.Camera", Shown);
    }

    private string Shown => string.Join(' ', _bound.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private void Fill(int pairs, params (string Name, TrackSource[] Sources)[] publishers) => _bound = _filler.Fill(
        [.. Enumerable.Range(0, pairs).SelectMany(place => new SfuSlot[] { new($"a{place}", false, place), new($"v{place}", true, place) })],
        [.. publishers.Select(publisher => Publisher(publisher.Name, publisher.Sources))],
        _bound);

    private static WatchedPublisher Publisher(string name, TrackSource[] sources) => new(
        ParticipantId.Parse(name),
        [
            .. sources.Select(source => new Publication
            {
                Id = new(ParticipantId.Parse(name), Cid.Parse(source.ToString())),
                Source = source,
                Muted = false,
            }),
        ]);
}
