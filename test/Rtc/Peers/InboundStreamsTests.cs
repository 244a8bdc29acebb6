using Plenum.Rtc.Peers;
using Plenum.Rtc.Rtp;
using InboundStream = Plenum.Rtc.Peers.InboundStream;

namespace Plenum.Rtc.Tests.Peers;

public sealed class InboundStreamsTests
{
    private const byte MidId = 1;
    private const byte RidId = 2;
    private const byte RepairedRidId = 3;

    private static readonly RtpFormat[] Video =
        [new(96, 90_000) { UsesNack = true }, new(97, 90_000) { RetransmissionOf = 96 }];

    private static readonly RtpFormat[] Audio = [new(111, 48_000)];

    private readonly InboundStreams _streams = new();
    private readonly RtpExtensionMap _map = new();

    public InboundStreamsTests()
    {
        _map.TryAdd(MidId, RtpExtensionKind.Mid);
        _map.TryAdd(RidId, RtpExtensionKind.Rid);
        _map.TryAdd(RepairedRidId, RtpExtensionKind.RepairedRid);
    }

    [Fact]
    public void A_new_source_is_bound_by_its_mid_and_later_packets_need_none()
    {
        SetSections(new("a", Video), new("b", Video));
        var stream = Find(1, 96, mid: "b");
        Assert.Equal("b", stream!.Section.Mid);
        Assert.Same(stream, Find(1, 96));
    }

    [Fact]
    public void A_mid_that_no_section_has_is_not_guessed_at()
    {
        SetSections(new ReceiveSection("a", Video));
        Assert.Null(Find(1, 96, mid: "z"));
    }

    [Fact]
    public void A_payload_type_that_one_section_has_binds_without_mid()
    {
        SetSections(new("a", Audio), new("v", Video));
        Assert.Equal("a", Find(1, 111)!.Section.Mid);
        Assert.Equal("v", Find(2, 96)!.Section.Mid);
        Assert.Null(Find(3, 100));
    }

    [Fact]
    public void A_payload_type_that_two_sections_have_does_not_bind()
    {
        SetSections(new("a", Video), new("b", Video));
        Assert.Null(Find(1, 96));
    }

    [Fact]
    public void An_announced_source_is_bound_without_mid()
    {
        SetSections(
            new("a", Video),
            new("b", Video) { Sources = [new AnnouncedSource(new Ssrc(1), new Ssrc(2))] });
        var stream = Find(1, 96);
        Assert.Equal("b", stream!.Section.Mid);
        Assert.Same(stream, Find(2, 97));
    }

    [Fact]
    public void Simulcast_encodings_are_streams_of_their_own_and_repairs_find_theirs()
    {
        SetSections(new ReceiveSection("v", Video));
        var low = Find(1, 96, mid: "v", rid: "l");
        var high = Find(2, 96, mid: "v", rid: "h");
        Assert.Equal(("l", "h"), (low!.Rid, high!.Rid));
        Assert.Same(high, Find(12, 97, mid: "v", repairedRid: "h"));
        Assert.Same(low, Find(11, 97, mid: "v", repairedRid: "l"));
        Assert.Null(Find(13, 97, mid: "v", repairedRid: "x"));
        // Two streams, and nothing that says which.
        Assert.Null(Find(14, 97, mid: "v"));
    }

    [Fact]
    public void A_repair_says_which_payload_type_it_restores()
    {
        SetSections(new ReceiveSection("v", Video));
        Find(1, 96);
        FindWith(2, 97, out var repaired);
        Assert.Equal((byte)96, repaired);
        FindWith(1, 96, out repaired);
        Assert.Null(repaired);
    }

    [Fact]
    public void Streams_live_on_through_a_renegotiation_unless_their_section_is_gone()
    {
        SetSections(new("a", Audio), new("v", Video));
        var audio = Find(1, 111);
        var video = Find(2, 96);
        SetSections(new ReceiveSection("v", Video.ToArray()));

        Assert.Null(Find(1, 111));
        Assert.DoesNotContain(audio, _streams.All);
        Assert.Same(video, Find(2, 96));
        Assert.Same(video, Find(3, 97, mid: "v"));
    }

    [Fact]
    public void Sources_without_end_are_refused()
    {
        SetSections(new ReceiveSection("v", Video));
        for (uint ssrc = 0; ssrc < 1000; ssrc++)
            Find(ssrc, 96);
        Assert.Equal(128, _streams.All.Count);
    }

    [Fact]
    public void A_removed_stream_may_come_again()
    {
        SetSections(new ReceiveSection("v", Video));
        var stream = Find(1, 96);
        _streams.Remove(stream!);
        Assert.Empty(_streams.All);
        Assert.NotSame(stream, Find(1, 96));
    }

    private void SetSections(params ReceiveSection[] sections) => _streams.SetSections(sections);

    private InboundStream? Find(uint ssrc, byte payloadType, string mid = "", string rid = "", string repairedRid = "") =>
        FindWith(ssrc, payloadType, out _, mid, rid, repairedRid);

    private InboundStream? FindWith(
        uint ssrc, byte payloadType, out byte? repaired, string mid = "", string rid = "", string repairedRid = "")
    {
        var buffer = new byte[200];
        RtpPacketWriter.TryBegin(buffer, RtpExtensionForm.OneByte, out var writer);
        writer.SetHeader(payloadType, false, 1, 1, new Ssrc(ssrc));
        AddExtension(ref writer, MidId, mid);
        AddExtension(ref writer, RidId, rid);
        AddExtension(ref writer, RepairedRidId, repairedRid);
        writer.TryWritePayload([1, 2, 3, 4]);
        Assert.True(RtpPacket.TryParse(buffer.AsSpan(0, writer.Length), out var packet));
        return _streams.Find(packet.Header, RtpExtensionValues.Read(packet, _map), out repaired);
    }

    private static void AddExtension(ref RtpPacketWriter writer, byte id, string value)
    {
        if (value.Length > 0)
            writer.TryAddExtension(id, System.Text.Encoding.ASCII.GetBytes(value));
    }
}
