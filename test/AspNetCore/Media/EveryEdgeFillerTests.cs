using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Tests.Media;

public sealed class EveryEdgeFillerTests
{
    private readonly EveryEdgeFiller _filler = new();
    private Dictionary<string, PublicationId> _bound = [];

    [Fact]
    public void Sound_and_picture_of_one_publisher_get_slots_of_one_place()
    {
        var slots = Slots(3);
        Fill(slots, Publisher("ann", TrackSource.Camera));
        Fill(slots, Publisher("ann", TrackSource.Camera), Publisher("bob", TrackSource.Microphone));
        Fill(slots, Publisher("ann", TrackSource.Camera, TrackSource.Microphone), Publisher("bob", TrackSource.Microphone, TrackSource.Camera));

        Assert.Equal(PlaceOf("ann", TrackSource.Camera), PlaceOf("ann", TrackSource.Microphone));
        Assert.Equal(PlaceOf("bob", TrackSource.Camera), PlaceOf("bob", TrackSource.Microphone));
        Assert.NotEqual(PlaceOf("ann", TrackSource.Camera), PlaceOf("bob", TrackSource.Camera));
    }

    [Fact]
    public void A_screen_and_its_sound_have_a_place_of_their_own()
    {
        Fill(Slots(2), Publisher("ann", TrackSource.Microphone, TrackSource.Screen, TrackSource.Camera, TrackSource.ScreenAudio));

        Assert.Equal(PlaceOf("ann", TrackSource.Camera), PlaceOf("ann", TrackSource.Microphone));
        Assert.Equal(PlaceOf("ann", TrackSource.Screen), PlaceOf("ann", TrackSource.ScreenAudio));
    }

    [Fact]
    public void What_is_shown_stays_where_it_is_and_what_is_gone_makes_place()
    {
        var slots = Slots(2);
        Fill(slots, Publisher("ann", TrackSource.Camera), Publisher("bob", TrackSource.Camera));
        var bob = PlaceOf("bob", TrackSource.Camera);

        Fill(slots, Publisher("eve", TrackSource.Camera), Publisher("bob", TrackSource.Camera));

        Assert.Equal(bob, PlaceOf("bob", TrackSource.Camera));
        Assert.Equal(2, _bound.Count);
        Assert.Contains(_bound.Values, id => id.Publisher.Value == "eve");
    }

    [Fact]
    public void Of_free_slots_the_one_that_has_been_free_longest_is_taken()
    {
        var slots = Slots(3);
        Fill(slots, Publisher("ann", TrackSource.Camera), Publisher("bob", TrackSource.Camera));
        Fill(slots, Publisher("bob", TrackSource.Camera));

        Fill(slots, Publisher("bob", TrackSource.Camera), Publisher("eve", TrackSource.Camera));

        Assert.Equal(2, PlaceOf("eve", TrackSource.Camera));
    }

    [Fact]
    public void More_publications_than_slots_leave_the_last_without_one()
    {
        Fill(Slots(1), Publisher("ann", TrackSource.Camera), Publisher("bob", TrackSource.Camera));

        Assert.Equal("ann", Assert.Single(_bound).Value.Publisher.Value);
    }

    [Fact]
    public void Where_slots_are_short_screens_go_first_and_what_is_muted_last()
    {
        var muted = Publisher("ann", TrackSource.Camera);
        muted = muted with { Publications = [muted.Publications[0] with { Muted = true }] };
        Fill(Slots(2), muted, Publisher("bob", TrackSource.Camera), Publisher("eve", TrackSource.Screen));

        Assert.Equal(["bob", "eve"], _bound.Values.Select(id => id.Publisher.Value).Order());
    }

    /// <summary>Forty cameras for four slots, and the floor goes round: the screen and its sound stay where they are.</summary>
    [Fact]
    public void In_a_large_room_a_screen_keeps_its_slot_whoever_speaks()
    {
        var presenter = Publisher("ann", TrackSource.Microphone, TrackSource.Camera, TrackSource.Screen, TrackSource.ScreenAudio);
        var others = Enumerable.Range(0, 40).Select(i => Publisher($"p{i}", TrackSource.Microphone, TrackSource.Camera)).ToList();
        Fill(Slots(4), [.. others, presenter]);
        var (screen, sound) = (PlaceOf("ann", TrackSource.Screen), PlaceOf("ann", TrackSource.ScreenAudio));

        for (var turn = 1; turn < others.Count; turn++)
        {
            Fill(Slots(4), [.. others[turn..], .. others[..turn], presenter]);

            Assert.Equal((screen, sound), (PlaceOf("ann", TrackSource.Screen), PlaceOf("ann", TrackSource.ScreenAudio)));
            Assert.Contains(_bound.Values, id => id.Publisher.Value == $"p{turn}");
        }
    }

    [Fact]
    public void A_slot_that_the_client_no_longer_offers_shows_nothing()
    {
        Fill(Slots(2), Publisher("ann", TrackSource.Camera), Publisher("bob", TrackSource.Camera));
        Fill(Slots(1), Publisher("ann", TrackSource.Camera), Publisher("bob", TrackSource.Camera, TrackSource.Microphone));

        Assert.All(_bound.Keys, mid => Assert.EndsWith("0", mid, StringComparison.Ordinal));
    }

    /// <summary>Whatever comes and goes: no slot twice, no publication twice, no free slot while something waits, and nothing moves that stays.</summary>
    [Fact]
    public void Whatever_comes_and_goes_the_slots_stay_in_order()
    {
        var random = new Random(20260601);
        for (var round = 0; round < 3000; round++)
        {
            var slots = Slots(1 + (round / 300));
            var before = _bound.ToDictionary();
            WatchedPublisher[] publishers =
            [
                .. Enumerable.Range(0, 8).Where(_ => random.Next(3) > 0)
                    .Select(i => Publisher($"p{i}", [.. Enum.GetValues<TrackSource>().Where(_ => random.Next(2) == 0)])),
            ];
            random.Shuffle(publishers);
            Fill(slots, publishers);

            var wanted = publishers.SelectMany(publisher => publisher.Publications).ToDictionary(publication => publication.Id);
            Assert.Equal(_bound.Count, _bound.Values.Distinct().Count());
            foreach (var isVideo in new[] { true, false })
            {
                var ofKind = wanted.Values.Count(publication => publication.Kind == TrackKind.Video == isVideo);
                var shown = _bound.Count(pair => slots.Single(slot => slot.Mid == pair.Key).IsVideo == isVideo);
                Assert.Equal(Math.Min(ofKind, slots.Count(slot => slot.IsVideo == isVideo)), shown);
            }

            Assert.All(_bound, pair => Assert.Equal(wanted[pair.Value].Kind == TrackKind.Video, pair.Key[0] == 'v'));
            Assert.All(before.Where(pair => _bound.ContainsValue(pair.Value)), pair => Assert.Equal(pair.Value, _bound[pair.Key]));
        }
    }

    private void Fill(IReadOnlyList<SfuSlot> slots, params WatchedPublisher[] publishers) =>
        _bound = _filler.Fill(slots, publishers, _bound);

    /// <summary>Mids are "a0", "v0", "a1" ...</summary>
    private static SfuSlot[] Slots(int places) =>
        [.. Enumerable.Range(0, places).SelectMany(place => new SfuSlot[] { new($"a{place}", false, place), new($"v{place}", true, place) })];

    private int PlaceOf(string publisher, TrackSource source) => _bound
        .Single(pair => pair.Value.Publisher.Value == publisher && pair.Value.Cid.Value == source.ToString()).Key[1] - '0';

    private static WatchedPublisher Publisher(string name, params TrackSource[] sources) => new(
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
