namespace Plenum.Engine.Sfu;

/// <summary>Hears what happens to a room's media.</summary>
public interface ISfuListener
{
    /// <summary>
    /// Something happened. Called on the threads of the room's shards, where media waits meanwhile: put it into a queue
    /// and return. <see cref="SfuEvent.RoomLost"/> comes on another thread.
    /// </summary>
    void Tell(SfuEvent happened);
}
