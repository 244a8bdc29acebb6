using Plenum.Rtc.Dtls;
using Plenum.Rtc.Ice;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.Rtc.Tests.Sdp;

public sealed class AnswerTests
{
    [Fact]
    public void An_offer_of_one_section_without_bundle_or_mid_is_answered_without_them()
    {
        var answer = Captures.Answer(Offers.Session("", Offers.Audio()));

        Assert.DoesNotContain("a=group", answer.Description.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("a=mid", answer.Description.ToString(), StringComparison.Ordinal);
        Assert.Equal("0", answer.Session.Media[0].Mid);
    }

    [Fact]
    public void Without_bundle_only_the_first_section_has_a_transport_and_the_others_are_rejected()
    {
        var answer = Captures.Answer(Offers.Session("", Offers.Audio("a=mid:a"), Offers.Video("a=mid:v")));

        Assert.Equal([false, true], answer.Session.Media.Select(media => media.IsRejected));
        Assert.Equal(0, answer.Description.Media[1].Port);
    }

    [Fact]
    public void A_receive_slot_gets_a_source_a_retransmission_source_and_a_stream()
    {
        var slot = Captures.Answer(Offers.Bundled(
            "m=video 9 UDP/TLS/RTP/SAVPF 96 97\na=rtcp-mux\na=rtpmap:96 VP8/90000\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\na=recvonly"));

        var section = slot.Description.Media[0];
        var source = slot.Session.Media[0].LocalSource!;
        Assert.Equal(MediaDirection.SendOnly, section.Direction);
        Assert.Equal([source.Ssrc, source.RetransmissionSsrc], section.Sources.Select(entry => entry.Ssrc));
        Assert.Equal("FID", Assert.Single(section.SourceGroups).Semantics);
        Assert.Equal(new MediaStreamId("slot0", "0"), Assert.Single(section.StreamIds));
    }

    [Fact]
    public void The_nth_audio_and_the_nth_video_slot_share_stream_and_cname()
    {
        var media = Captures.Answer(Offers.Bundled(
            Offers.Audio("a=recvonly"), Offers.Video("a=recvonly"), Offers.Audio("a=recvonly"), Offers.Video("a=recvonly")))
            .Session.Media;

        Assert.Equal(["slot0", "slot0", "slot1", "slot1"], media.Select(entry => entry.LocalSource!.Cname));
        Assert.Equal(["slot0", "slot0", "slot1", "slot1"], media.Select(entry => entry.LocalSource!.StreamId.Stream));
        Assert.Equal(4, media.Select(entry => entry.LocalSource!.Ssrc).Distinct().Count());
    }

    [Theory]
    [InlineData("sendrecv", MediaDirection.SendReceive)]
    [InlineData("sendonly", MediaDirection.ReceiveOnly)]
    [InlineData("recvonly", MediaDirection.SendOnly)]
    [InlineData("inactive", MediaDirection.Inactive)]
    public void A_direction_is_answered_by_its_mirror(string offered, MediaDirection expected) =>
        Assert.Equal(expected, Captures.Answer(Offers.Bundled(Offers.Audio($"a={offered}"))).Session.Media[0].Direction);

    [Fact]
    public void A_policy_that_only_receives_answers_sendrecv_with_recvonly()
    {
        var policy = NegotiationPolicy.Default with { Directions = MediaDirection.ReceiveOnly };

        var media = Captures.Answer(Offers.Bundled(Offers.Audio()), policy).Session.Media[0];

        Assert.Equal(MediaDirection.ReceiveOnly, media.Direction);
        Assert.Null(media.LocalSource);
    }

    [Fact]
    public void Codecs_are_answered_in_the_order_of_the_policy()
    {
        var policy = NegotiationPolicy.Default with { Video = [CodecPreference.Av1, CodecPreference.Vp8] };

        var media = Captures.Answer(Captures.Read("chromium-recvonly-video.offer.sdp"), policy).Session.Media[0];

        Assert.Equal([CodecKind.Av1, CodecKind.Vp8], media.Codecs.Select(codec => codec.Kind));
    }

    [Fact]
    public void Of_many_h264_variants_constrained_baseline_in_mode_1_is_chosen()
    {
        var codec = Captures.Answer(Captures.Read("chromium-recvonly-video.offer.sdp")).Session.Media[0].Codecs
            .Single(entry => entry.Kind == CodecKind.H264);

        Assert.True(codec.Format.Parameters.TryGet("profile-level-id", out var profile));
        Assert.Equal("42e01f", profile.ToString());
        Assert.Equal(1, codec.Format.Parameters.Number("packetization-mode", 0));
    }

    [Fact]
    public void Redundant_audio_placed_first_by_the_policy_is_first_in_the_answer()
    {
        var policy = NegotiationPolicy.Default with { Audio = [CodecPreference.Red, CodecPreference.Opus] };

        var answer = Captures.Answer(Captures.Read("chromium-sendrecv.offer.sdp"), policy);

        Assert.Equal(["63", "111"], answer.Description.Media[0].Formats);
    }

    [Fact]
    public void Redundant_audio_around_a_codec_that_is_not_accepted_is_not_accepted()
    {
        var codecs = Captures.Answer(Offers.Bundled(
            "m=audio 9 UDP/TLS/RTP/SAVPF 63 111\na=rtcp-mux\na=rtpmap:63 red/48000/2\na=fmtp:63 0/0\na=rtpmap:111 opus/48000/2"))
            .Session.Media[0].Codecs;

        Assert.Equal([CodecKind.Opus], codecs.Select(codec => codec.Kind));
    }

    [Fact]
    public void A_section_without_a_common_codec_is_rejected_and_the_others_are_served()
    {
        var answer = Captures.Answer(Offers.Bundled(
            "m=audio 9 UDP/TLS/RTP/SAVPF 9\na=rtcp-mux", Offers.Video()));

        Assert.Equal([true, false], answer.Session.Media.Select(media => media.IsRejected));
        Assert.Equal(["1"], Assert.Single(answer.Description.BundleGroups));
        Assert.NotEmpty(answer.Description.Media[1].Transport.Candidates);
    }

    [Fact]
    public void A_section_that_does_not_multiplex_rtcp_is_rejected()
    {
        var answer = Captures.Answer(Offers.Bundled(
            Offers.Audio(), "m=video 9 UDP/TLS/RTP/SAVPF 96\na=rtpmap:96 VP8/90000"));

        Assert.Equal([false, true], answer.Session.Media.Select(media => media.IsRejected));
    }

    [Fact]
    public void Feedback_extensions_and_retransmission_are_left_out_where_they_are_not_offered()
    {
        var media = Captures.Answer(Offers.Bundled(Offers.Video())).Session.Media[0];

        Assert.Equal(RtcpFeedbackKinds.None, media.Feedback);
        Assert.Empty(media.Extensions);
        Assert.Null(media.Codecs[0].RetransmissionPayloadType);
    }

    [Fact]
    public void Transport_feedback_needs_its_header_extension_and_then_replaces_the_receivers_estimate()
    {
        const string feedback = "a=rtcp-fb:96 goog-remb\na=rtcp-fb:96 transport-cc";
        const string extension = "a=extmap:5 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

        var without = Captures.Answer(Offers.Bundled(Offers.Video(feedback))).Session.Media[0];
        var with = Captures.Answer(Offers.Bundled(Offers.Video($"{feedback}\n{extension}"))).Session.Media[0];

        Assert.Equal(RtcpFeedbackKinds.ReceiverEstimate, without.Feedback);
        Assert.Equal(RtcpFeedbackKinds.TransportWide, with.Feedback);
        Assert.Equal(5, with.CreateExtensionMap().IdOf(RtpExtensionKind.TransportSequence));
    }

    [Fact]
    public void An_extension_the_offerer_only_sends_is_one_we_only_receive()
    {
        var rid = Captures.Answer(Captures.Read("firefox-simulcast-slots.offer.sdp")).Session.Media[1].Extensions
            .Single(extension => extension.Kind == RtpExtensionKind.Rid);

        Assert.Equal(MediaDirection.ReceiveOnly, rid.Direction);
    }

    [Fact]
    public void Vp8_in_several_encodings_keeps_its_own_descriptor_and_is_told_by_no_other()
    {
        var offer = Captures.Read("chromium-simulcast-slots.offer.sdp");
        Assert.Contains("dependency-descriptor", offer, StringComparison.Ordinal);
        var media = Captures.Answer(offer).Session.Media.First(media => media.ReceiveEncodings.Length > 1);

        Assert.Equal(CodecKind.Vp8, media.Codecs[0].Kind);
        Assert.DoesNotContain(media.Extensions, extension => extension.Kind == RtpExtensionKind.DependencyDescriptor);
    }

    [Fact]
    public void Simulcast_is_received_with_the_rids_of_the_offer_up_to_the_policys_number()
    {
        var policy = NegotiationPolicy.Default with { MaxEncodings = 2 };

        var answer = Captures.Answer(Captures.Read("chromium-simulcast-slots.offer.sdp"), policy);

        Assert.Equal(["q", "h"], answer.Session.Media[1].ReceiveEncodings.Select(encoding => encoding.Rid));
        Assert.Contains("a=simulcast:recv q;h\r\n", answer.Description.ToString(), StringComparison.Ordinal);
        Assert.Equal(["q", "h"], answer.Description.Media[1].Rids.Select(rid => rid.Id));
    }

    [Fact]
    public void A_rid_limited_to_codecs_that_are_not_accepted_is_left_out()
    {
        const string rids = """
            a=extmap:9 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
            a=rid:lo send pt=96
            a=rid:hi send pt=97
            a=simulcast:send lo;hi
            """;

        var answer = Captures.Answer(Offers.Bundled(Offers.Video(rids)));

        Assert.Equal("pt=96", Assert.Single(answer.Description.Media[0].Rids).Restrictions);
    }

    [Fact]
    public void Old_simulcast_by_source_group_is_read_in_the_order_of_the_group()
    {
        const string sources = """
            a=ssrc-group:SIM 30 10 20
            a=ssrc-group:FID 10 11
            a=ssrc:10 cname:c
            a=ssrc:11 cname:c
            a=ssrc:20 cname:c
            a=ssrc:30 cname:c
            """;

        var remote = Captures.Answer(Offers.Bundled(Offers.Video(sources))).Session.Media[0].RemoteSources;

        Assert.Equal([30u, 10, 20], remote.Select(source => source.Ssrc.Value));
        Assert.Equal(new Ssrc(11), remote[1].RetransmissionSsrc);
    }

    [Theory]
    [InlineData("actpass", DtlsRole.Server, "passive")]
    [InlineData("active", DtlsRole.Server, "passive")]
    [InlineData("passive", DtlsRole.Client, "active")]
    public void The_offered_setup_decides_our_part_in_the_handshake(string offered, DtlsRole role, string answered)
    {
        var offer = Offers.Bundled(Offers.Audio()).Replace("actpass", offered, StringComparison.Ordinal);

        var answer = Captures.Answer(offer);

        Assert.Equal(role, answer.Session.DtlsRole);
        Assert.Contains($"a=setup:{answered}\r\n", answer.Description.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 65_536)]
    [InlineData("a=max-message-size:0", long.MaxValue)]
    [InlineData("a=max-message-size:1000", 1000)]
    public void The_largest_message_of_a_data_section_follows_rfc_8841(string attribute, long expected)
    {
        var data = Captures.Answer(Offers.Bundled(Offers.Data($"a=sctp-port:5001\n{attribute}"))).Session.Data!;

        Assert.Equal(expected, data.RemoteMaxMessageSize);
        Assert.Equal(5001, data.RemoteSctpPort);
    }

    [Theory]
    [InlineData("m=audio 9 UDP/TLS/RTP/SAVPF 97\na=rtcp-mux\na=rtpmap:97 OPUS/48000", 97)]
    [InlineData("m=audio 9 UDP/TLS/RTP/SAVPF 97 98\na=rtcp-mux\na=rtpmap:97 OPUS/48000\na=rtpmap:98 opus/48000/2", 98)]
    public void Opus_without_its_channels_is_taken_where_there_is_no_better(string section, byte payloadType)
    {
        var answer = Captures.Answer(Offers.Bundled(section));

        Assert.Equal(payloadType, Assert.Single(answer.Session.Media[0].Codecs).PayloadType);
        Assert.DoesNotContain("m=audio 0", answer.Description.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_channels_in_the_form_before_rfc_8841_are_answered_in_that_form()
    {
        var answer = Captures.Answer(Offers.Bundled(
            "m=application 9 DTLS/SCTP 5002\na=sctpmap:5002 webrtc-datachannel 1024"));

        Assert.Equal(5002, answer.Session.Data!.RemoteSctpPort);
        Assert.Contains("m=application 9 DTLS/SCTP 5000\r\n", answer.Description.ToString(), StringComparison.Ordinal);
        Assert.Contains("a=sctpmap:5000 webrtc-datachannel", answer.Description.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stereo_is_asked_for_when_the_offer_says_that_it_will_be_sent()
    {
        var codec = Captures.Answer(Captures.Read("obs-30.offer.sdp")).Session.Media[0].Codecs[0];

        Assert.Equal(1, codec.Format.Parameters.Number("stereo", 0));
    }

    [Fact]
    public void Transport_attributes_at_the_session_are_as_good_as_at_a_section()
    {
        var session = Captures.Answer(Captures.Read("obs-30.offer.sdp")).Session;

        Assert.Equal(new IceCredentials("E2Fr", "OpQzg1PAwUdeOB244chlgd"), session.RemoteCredentials);
        Assert.Equal(2, session.RemoteCandidates.Length);
        Assert.True(session.HasAllRemoteCandidates);
    }
}
