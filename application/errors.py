"""What can go wrong beside a refusal; mapped once, in `interfaces/outcomes.py`.

Trouble
├── NotFound         no such case, or none the asker may know of   404
├── VersionConflict  the case moved on since the caller read it    412
├── Conflict         others kept writing first                     409
├── KeyReused        one idempotency key, two requests             422
├── PersonErased     the person asked to be forgotten in this case 409
├── SignInFailed     the name and password do not match            422
├── PasswordTooShort a password must be longer                     422
├── LoginTaken       the login name is somebody else's             409
├── EntryUnusable    an entry of the codebook has a field that cannot be 422
├── TooManyAttempts  wait before the next try                      429
├── ViewsBehind      the lists have not caught up yet              503
├── StoreNotEmpty    the demo goes into an empty store alone        409
├── StoreNotPrepared the tables are not up to date                 503
├── Overloaded       too many wait to be served already            503
└── Unavailable      the store cannot be reached                   503
"""

from domain.shared.refusal import Told


class Trouble(Told):
    """The service could not do what was asked; nothing was changed, or the message says what was."""


class NotFound(Trouble):
    """There is no such case within your reach."""

    slug = "not-found"
    zh = "没有您可以查看的这一件。"


class VersionConflict(Trouble):
    """The case has moved on since you read it."""

    slug = "version-conflict"
    zh = "本件在您读取之后已有变化。"


class PersonErased(Trouble):
    """This person's data was erased in this case; it is not taken down again."""

    slug = "person-erased"
    zh = "本件中此人的个人信息已删除，不能再次登记。"


class Conflict(Trouble):
    """Others kept writing to this case first; try again."""

    slug = "conflict"
    zh = "其他人正在办理本件，请重试。"


class KeyReused(Trouble):
    """This idempotency key was used for another request."""

    slug = "idempotency-key-reused"
    zh = "该幂等键已用于另一请求。"


class SignInFailed(Trouble):
    """The name and password do not match an account."""

    slug = "sign-in-failed"
    zh = "用户名或密码不正确。"


class PasswordTooShort(Trouble):
    """A password must have at least 10 characters."""

    slug = "password-too-short"
    zh = "密码至少需要 10 个字符。"


class LoginTaken(Trouble):
    """This login name is taken."""

    slug = "login-taken"
    zh = "该用户名已被使用。"


class EntryUnusable(Trouble):
    """This field of the entry is missing or cannot be used."""

    slug = "entry-unusable"
    zh = "条目的这一项缺失或不可用。"


class TooManyAttempts(Trouble):
    """Too many attempts; wait a quarter of an hour and try again."""

    slug = "too-many-attempts"
    zh = "尝试次数过多，请 15 分钟后再试。"


class ViewsBehind(Trouble):
    """The lists have not caught up with your change yet; try again shortly."""

    slug = "views-behind"
    zh = "列表尚未更新，请稍后重试。"


class StoreNotEmpty(Trouble):
    """The demo district goes into an empty store alone."""

    slug = "store-not-empty"
    zh = "演示数据只能装入空库。"


class Unavailable(Trouble):
    """The store cannot be reached just now; nothing that was acknowledged is lost."""

    slug = "store-unavailable"
    zh = "存储暂不可用，已确认的内容不会丢失。"


class StoreNotPrepared(Trouble):
    """The store's tables are not up to date, and this login may not change them: run `migrate` with an admin DSN."""

    slug = "store-not-prepared"
    zh = "存储结构未升级，且当前登录无权修改：请用管理连接运行 migrate。"


class Overloaded(Trouble):
    """Too many requests wait already; nothing was done, try again shortly."""

    slug = "overloaded"
    zh = "等候的请求过多，本次未作处理，请稍后重试。"
