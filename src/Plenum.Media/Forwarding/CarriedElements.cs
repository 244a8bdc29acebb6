using System.Runtime.CompilerServices;
using Plenum.Rtc.Rtp;

namespace Plenum.Media.Forwarding;

/// <summary>
/// The header extension elements of a packet that tell of its content, and so go on to receivers. Those that tell of the
/// transport (mid, rid, send time, transport sequence) are the receiver's own.
/// </summary>
internal struct CarriedElements
{
    private Buffer _elements;

    public int Count { get; private set; }

    public readonly CarriedElement this[int index] => _elements[index];

    public static CarriedElements Read(scoped in RtpPacket packet, RtpExtensionMap map)
    {
        var carried = default(CarriedElements);
        foreach (var element in packet.Extensions)
        {
            var kind = map.KindOf(element.Id);
            if (carried.Count == Buffer.Length || !IsCarried(kind) || element.Data.IsEmpty)
                continue;
            var offset = packet.Header.ExtensionOffset + element.Offset;
            carried._elements[carried.Count++] = new(kind, (ushort)offset, (byte)element.Data.Length);
        }

        return carried;
    }

    public readonly CarriedElement Find(RtpExtensionKind kind)
    {
        for (var index = 0; index < Count; index++)
        {
            if (_elements[index].Kind == kind)
                return _elements[index];
        }

        return default;
    }

    private static bool IsCarried(RtpExtensionKind kind) => kind is RtpExtensionKind.AudioLevel
        or RtpExtensionKind.VideoOrientation or RtpExtensionKind.PlayoutDelay
        or RtpExtensionKind.DependencyDescriptor or RtpExtensionKind.AbsoluteCaptureTime;

    [InlineArray(Length)]
    private struct Buffer
    {
        public const int Length = 5;
        private CarriedElement _first;
    }
}
