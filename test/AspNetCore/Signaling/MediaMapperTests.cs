using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu;
using Plenum.Protocol;
using Plenum.Rooms;
using Plenum.Rtc.Peers;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class MediaMapperTests
{
    [Fact]
    public void A_connection_that_the_server_gave_up_is_told_whatever_ended_it()
    {
        foreach (var reason in new PeerCloseReason?[] { null, PeerCloseReason.ConsentExpired })
        {
            var message = MediaMapper.Message(new MediaNotice.Closed(new ConnectionKey("c"), reason));
            Assert.Equal("c", Assert.IsType<ServerMessage.ConnectionLost>(message).Connection);
        }
    }

    [Fact]
    public void What_a_client_sees_by_itself_is_not_told() =>
        Assert.Null(MediaMapper.Message(new MediaNotice.Connected(new ConnectionKey("c"))));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void No_encoding_has_so_many_layers(int layers)
    {
        var problem = MediaMapper.Map(Offer(layers), ParticipantId.Parse("ann"), out var media);

        Assert.Equal(ErrorCode.InvalidArgument, problem?.Code);
        Assert.Null(media);
    }

    [Fact]
    public void The_layers_of_an_encoding_are_what_the_client_says()
    {
        Assert.Null(MediaMapper.Map(Offer(2), ParticipantId.Parse("ann"), out var media));
        Assert.Equal(2, Assert.IsType<MediaRequest.Offer>(media).Layers["3"]);
    }

    private static Request.Negotiate Offer(int layers) => new()
    {
        Id = 1,
        Offer = new() { Sdp = "", Tracks = new Dictionary<string, string>(), Layers = new Dictionary<string, int> { ["3"] = layers } },
    };

    [Fact]
    public void Slots_and_voices_are_told_by_their_ids()
    {
        var ann = ParticipantId.Parse("ann");
        var bound = new Dictionary<string, PublicationId> { ["v0"] = new(ann, Cid.Parse("cam")) };
        var slots = Assert.IsType<ServerMessage.Slots>(MediaMapper.Message(new MediaNotice.Slots(new ConnectionKey("c"), bound)));
        Assert.Equal("ann.cam", slots.Bound["v0"]);
        Assert.Equal("ann", Assert.IsType<ServerMessage.Speaker>(MediaMapper.Message(new MediaNotice.Speaker(ann))).Participant);
    }
}
