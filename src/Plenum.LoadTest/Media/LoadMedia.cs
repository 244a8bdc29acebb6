using System.Collections.Immutable;
using System.Security.Cryptography;
using Plenum.LoadTest.Plan;
using Plenum.LoadTest.Sources;
using Plenum.Rtc;
using Plenum.Rtc.Codecs;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;
using Plenum.Rtc.Rtp;
using Plenum.Rtc.Sdp;

namespace Plenum.LoadTest.Media;

/// <summary>What all connections of a run have in common. Any thread may use it.</summary>
internal sealed class LoadMedia
{
    private static readonly ImmutableArray<RtpExtensionKind> Extensions =
    [
        RtpExtensionKind.AudioLevel, RtpExtensionKind.AbsoluteSendTime, RtpExtensionKind.TransportSequence, RtpExtensionKind.Mid,
    ];

    /// <summary>Makes it.</summary>
    public LoadMedia(MediaPlan plan, int openEvery)
    {
        (Plan, OpenEvery) = (plan, openEvery);
        Pictures = Clips.Encodings(plan);
        Audio = plan.Audio == AudioKind.None ? null : Clips.Audio(plan);
        Certificate = Crypto.GenerateCertificate();
        Policy = new()
        {
            Audio = [CodecPreference.Opus with { PayloadType = 111 }],
            Video =
            [
                plan.Video == VideoKind.H264
                    ? CodecPreference.H264 with { PayloadType = 102 }
                    : CodecPreference.Vp8 with { PayloadType = 96 },
            ],
            Extensions = plan.IsSimulcast ? [.. Extensions, RtpExtensionKind.Rid, RtpExtensionKind.RepairedRid] : Extensions,
            AcceptsData = false,
        };
    }

    /// <summary>What is sent.</summary>
    public MediaPlan Plan { get; }

    /// <summary>Every how many packets one is decrypted.</summary>
    public int OpenEvery { get; }

    /// <summary>The pictures, in each size that they are sent in, the smallest first; empty for none.</summary>
    public IReadOnlyList<PictureEncoding> Pictures { get; }

    /// <summary>The sound; null for none.</summary>
    public MediaClip? Audio { get; }

    /// <summary>What the pictures are that are received.</summary>
    public VideoCodec VideoCodec => Plan.Video == VideoKind.H264 ? VideoCodec.H264 : VideoCodec.Vp8;

    /// <summary>What is offered, with the numbers of Chromium: some servers know no others.</summary>
    public NegotiationPolicy Policy { get; }

    /// <summary>One for all: a key of their own would cost each join a signature more.</summary>
    public LocalCertificate Certificate { get; }

    /// <summary>OpenSSL's.</summary>
    public ICryptoProvider Crypto { get; } = new OpenSslCryptoProvider();

    /// <summary>The system's.</summary>
    public IEntropy Entropy { get; } = new SystemEntropy();

    /// <summary>Marks the send times of this run.</summary>
    public ulong Run { get; } = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private sealed class SystemEntropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
