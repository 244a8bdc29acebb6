using Plenum.Rooms;

namespace Plenum.AspNetCore.Hosting;

/// <summary>A look at a room, taken by its owner. The result must hold nothing that the owner changes later.</summary>
/// <param name="look">Looks.</param>
internal sealed class RoomQuery(Func<Room, object> look)
{
    private readonly TaskCompletionSource<object?> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was seen; null if the room was over before.</summary>
    public Task<object?> Result => _result.Task;

    public void Answer(Room room) => _result.TrySetResult(look(room));

    public void Bounce() => _result.TrySetResult(null);
}
