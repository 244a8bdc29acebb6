using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Plenum.Rtc.Sdp;

/// <summary>Writes a description, attributes in the order that Chromium writes them.</summary>
internal sealed class SdpWriter
{
    private const int UsualLength = 4096;

    private readonly StringBuilder _text = new(UsualLength);

    public static string Write(SessionDescription session)
    {
        var writer = new SdpWriter();
        writer.WriteSession(session);
        foreach (var section in session.Media)
            writer.WriteSection(section);
        return writer._text.ToString();
    }

    public static string Write(IceFragment fragment)
    {
        var writer = new SdpWriter();
        writer.LineIf(fragment.IsIceLite, "a=ice-lite");
        writer.LineIf(!fragment.Bundle.IsEmpty, $"a=group:BUNDLE {string.Join(' ', fragment.Bundle)}");
        writer.LineIf(fragment.Section.Length > 0, $"m={fragment.Section}");
        writer.LineIf(fragment.Mid.Length > 0, $"a=mid:{fragment.Mid}");
        writer.WriteTransport(fragment.Transport);
        return writer._text.ToString();
    }

    private void Line(string line) => _text.Append(line).Append("\r\n");

    [SuppressMessage("Performance", "CA1822", Justification = "The line is written by way of the instance.")]
    private void Line([InterpolatedStringHandlerArgument("")] LineHandler line) => line.End();

    private void LineIf(bool condition, string line)
    {
        if (condition)
            Line(line);
    }

    [SuppressMessage("Performance", "CA1822", Justification = "The line is written by way of the instance.")]
    private void LineIf(bool condition, [InterpolatedStringHandlerArgument("", nameof(condition))] LineHandler line)
    {
        if (condition)
            line.End();
    }

    private void WriteSession(SessionDescription session)
    {
        Line("v=0");
        Line($"o=- {session.Origin.SessionId} {session.Origin.Version} IN IP4 127.0.0.1");
        Line("s=-");
        Line("t=0 0");
        LineIf(session.IsIceLite, "a=ice-lite");
        foreach (var group in session.BundleGroups)
            Line($"a=group:BUNDLE {string.Join(' ', group)}");
        LineIf(session.Media.Any(section => section.AllowsMixedExtensions), "a=extmap-allow-mixed");
        LineIf(session.Media.Any(section => !section.StreamIds.IsEmpty), "a=msid-semantic:WMS *");
        WriteTransport(session.Transport);
    }

    private void WriteSection(MediaDescription section)
    {
        Line($"m={section.Media} {section.Port} {section.Protocol} {string.Join(' ', section.Formats)}");
        Line("c=IN IP4 0.0.0.0");
        WriteTransport(section.Transport);
        LineIf(section.Mid.Length > 0, $"a=mid:{section.Mid}");
        LineIf(section.IsBundleOnly, "a=bundle-only");
        if (section.Kind is MediaKind.Audio or MediaKind.Video)
            WriteRtp(section);
        else
            WriteData(section);
    }

    private void WriteTransport(TransportDescription transport)
    {
        LineIf(transport.UserFragment.Length > 0, $"a=ice-ufrag:{transport.UserFragment}");
        LineIf(transport.Password.Length > 0, $"a=ice-pwd:{transport.Password}");
        LineIf(transport.IceOptions.Length > 0, $"a=ice-options:{transport.IceOptions}");
        foreach (var fingerprint in transport.Fingerprints)
            Line($"a=fingerprint:{fingerprint}");
        LineIf(transport.Setup != DtlsSetup.Unspecified, $"a=setup:{NameOf(transport.Setup)}");
        foreach (var candidate in transport.Candidates)
            Line($"a={candidate}");
        LineIf(transport.HasAllCandidates, "a=end-of-candidates");
    }

    private void WriteRtp(MediaDescription section)
    {
        foreach (var extension in section.Extensions)
            Line($"a=extmap:{extension.Id}{SuffixOf(extension.Direction)} {extension.Uri}");
        Line($"a={section.Direction.ToName()}");
        foreach (var id in section.StreamIds)
            Line($"a=msid:{id}");
        LineIf(section.HasRtcpMux, "a=rtcp-mux");
        LineIf(section.HasReducedSizeRtcp, "a=rtcp-rsize");
        foreach (var codec in section.Codecs)
            WriteCodec(codec);
        WriteEncodings(section);
        WriteSources(section);
    }

    private void WriteCodec(CodecDescription codec)
    {
        var channels = codec.Channels > 1 ? $"/{codec.Channels.ToString(CultureInfo.InvariantCulture)}" : string.Empty;
        Line($"a=rtpmap:{codec.PayloadType} {codec.Name}/{codec.ClockRate}{channels}");
        foreach (var name in RtcpFeedbackNames.NamesOf(codec.Feedback))
            Line($"a=rtcp-fb:{codec.PayloadType} {name}");
        if (!codec.Parameters.IsEmpty)
            Line($"a=fmtp:{codec.PayloadType} {codec.Parameters}");
    }

    private void WriteEncodings(MediaDescription section)
    {
        foreach (var rid in section.Rids)
        {
            var restrictions = rid.Restrictions.Length > 0 ? $" {rid.Restrictions}" : string.Empty;
            Line($"a=rid:{rid.Id} {(rid.IsSend ? "send" : "recv")}{restrictions}");
        }

        if (section.Simulcast.IsEmpty)
            return;
        Line($"a=simulcast:{string.Join(' ', SimulcastParts(section.Simulcast))}");
    }

    private void WriteSources(MediaDescription section)
    {
        foreach (var group in section.SourceGroups)
            Line($"a=ssrc-group:{group.Semantics} {string.Join(' ', group.Sources.Select(source => source.Value))}");
        foreach (var source in section.Sources)
        {
            var cname = source.Cname.Length > 0 ? $" cname:{source.Cname}" : string.Empty;
            Line($"a=ssrc:{source.Ssrc.Value}{cname}");
        }
    }

    private void WriteData(MediaDescription section)
    {
        if (section.Kind != MediaKind.Data || section.Port == 0)
            return;
        if (section.UsesSctpMap)
            Line($"a=sctpmap:{section.SctpPort} webrtc-datachannel 65535");
        else
            Line($"a=sctp-port:{section.SctpPort}");
        if (section.MaxMessageSize is { } size)
            Line($"a=max-message-size:{size}");
    }

    private static IEnumerable<string> SimulcastParts(SimulcastDescription simulcast)
    {
        if (!simulcast.Send.IsEmpty)
            yield return $"send {StreamList(simulcast.Send)}";
        if (!simulcast.Receive.IsEmpty)
            yield return $"recv {StreamList(simulcast.Receive)}";
    }

    private static string StreamList(ImmutableArray<SimulcastEncoding> streams) =>
        string.Join(';', streams.Select(stream => stream.IsPaused ? $"~{stream.Rid}" : stream.Rid));

    private static string SuffixOf(MediaDirection direction) =>
        direction == MediaDirection.SendReceive ? string.Empty : $"/{direction.ToName()}";

    private static string NameOf(DtlsSetup setup) => setup switch
    {
        DtlsSetup.Active => "active",
        DtlsSetup.Passive => "passive",
        DtlsSetup.HoldConnection => "holdconn",
        _ => "actpass",
    };

    /// <summary>Writes a line where it belongs: an answer has a hundred, and none of them becomes a string of its own.</summary>
    [InterpolatedStringHandler]
    private readonly ref struct LineHandler
    {
        private readonly StringBuilder _text;

        [SuppressMessage("Style", "IDE0060", Justification = "The compiler passes them.")]
        public LineHandler(int literalLength, int formattedCount, SdpWriter writer) => _text = writer._text;

        public LineHandler(int literalLength, int formattedCount, SdpWriter writer, bool condition, out bool isWanted)
            : this(literalLength, formattedCount, writer) => isWanted = condition;

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(string text) => _text.Append(text);

        public void AppendFormatted<T>(T value) => _text.Append(CultureInfo.InvariantCulture, $"{value}");

        public void End() => _text.Append("\r\n");
    }
}
