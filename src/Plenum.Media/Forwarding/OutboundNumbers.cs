namespace Plenum.Media.Forwarding;

/// <summary>What a packet is called on a slot's line.</summary>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Timestamp">Its media timestamp.</param>
/// <param name="PictureId">Its picture id, to be cut to the width it has.</param>
/// <param name="Index">Its TL0PICIDX.</param>
/// <param name="FrameNumber">Its frame number (dependency descriptor).</param>
internal readonly record struct OutboundNumbers(
    ushort Sequence, uint Timestamp, ushort PictureId, byte Index, ushort FrameNumber);
