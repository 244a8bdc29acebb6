using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>An event on its way to everybody it concerns. Written once, however many they are.</summary>
/// <param name="room">Where it happened.</param>
/// <param name="content">What happened.</param>
internal sealed class SharedEvent(RoomName room, RoomEvent content)
{
    private (IEventEncoder Encoder, byte[] Bytes)? _encoded;

    public RoomEvent Content => content;

    /// <summary>Called by the room's owner alone.</summary>
    public byte[] EncodedBy(IEventEncoder encoder)
    {
        if (_encoded is not { } encoded || encoded.Encoder != encoder)
            _encoded = encoded = (encoder, encoder.Encode(room, content));

        return encoded.Bytes;
    }
}
