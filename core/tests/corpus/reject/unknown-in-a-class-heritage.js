//! title: a base class that does not exist
//! finding: UNKNOWN_GLOBAL 1
class NotFound extends HttpError {
  status = 404
}
return new NotFound().status
