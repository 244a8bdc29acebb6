using Plenum.AspNetCore.Hosting.Media;
using Plenum.Engine.Sfu;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Tests.Media;

public sealed class MediaLinksTests
{
    private static readonly ParticipantId Ann = ParticipantId.Parse("ann");

    private readonly MediaLinks _links = new();

    [Fact]
    public void A_new_connection_goes_beside_the_old_one_until_it_is_up()
    {
        Add("1");
        _links.Connected(new("1"), out _);
        Assert.Null(Add("2"));
        Assert.Equal(new ConnectionKey("2"), _links.Of(Ann)!.Connection);

        Assert.Equal(new ConnectionKey("1"), _links.Connected(new("2"), out var link));
        Assert.True(link!.IsConnected);
        Assert.Null(link.Replaces);
    }

    [Fact]
    public void Whoever_offers_again_and_again_has_no_more_than_two()
    {
        Add("1");
        Assert.Equal(new ConnectionKey("1"), Add("2"));
        _links.Connected(new("2"), out _);
        Assert.Null(Add("3"));
        Assert.Equal(new ConnectionKey("3"), Add("4"));
        Assert.Equal([new ConnectionKey("4"), new ConnectionKey("2")], _links.Remove(Ann));
        Assert.Empty(_links.All);
    }

    [Fact]
    public void A_new_connection_that_never_comes_up_leaves_the_old_one_which_tells_its_slots_again()
    {
        Add("1");
        _links.Connected(new("1"), out _);
        _links.Of(Ann)!.MustTell = _links.Of(Ann)!.MustFill = false;
        Add("2");

        Assert.True(_links.TryEnd(new("2"), out _));
        Assert.Equal(new ConnectionKey("1"), _links.Of(Ann)!.Connection);
        Assert.True(_links.Of(Ann)!.MustTell && _links.Of(Ann)!.MustFill);
        Assert.True(_links.TryEnd(new("1"), out _));
        Assert.Null(_links.Of(Ann));
    }

    [Fact]
    public void An_old_connection_that_ends_while_it_is_replaced_is_nobodys_loss()
    {
        Add("1");
        _links.Connected(new("1"), out _);
        Add("2");

        Assert.False(_links.TryEnd(new("1"), out _));
        Assert.Null(_links.Connected(new("2"), out _));
        Assert.False(_links.TryEnd(new("1"), out _));
        Assert.False(_links.TryEnd(new("unknown"), out _));
        Assert.True(_links.TryEnd(new("2"), out _));
    }

    private ConnectionKey? Add(string connection) => _links.Add(new MediaLink(Ann, new(connection), new EveryEdgeFiller()));
}
